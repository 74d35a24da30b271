System.Console.WriteLine("deploy");
