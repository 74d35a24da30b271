using Deploy.Sandbox;

// A process that tests can kill: serves a state folder until its standard input ends.
// Usage: SandboxHost STATE-FOLDER CLUSTER…
await using var server = await SandboxServer.StartAsync(new SandboxOptions(args[0], args[1..]), CancellationToken.None);
Console.WriteLine($"{(server.IsOwner ? "serving" : "joined")} {server.Address}");
await Console.In.ReadToEndAsync();
