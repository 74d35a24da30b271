using Deploy.FaultSuite;

// Runs every test that names a row of the catalog of faults (Fault_07_…) and prints a table of the rows.
// Usage: FaultSuite [ROW…], e.g. FaultSuite 3 20
var rows = args.Length == 0 ? [.. Catalog.Rows.Keys] : args.Select(int.Parse).Order().ToList();
if (rows.Find(row => !Catalog.Rows.ContainsKey(row)) is var unknown and not 0)
{
    Console.Error.WriteLine($"There is no row {unknown}; rows are 1 to {Catalog.Rows.Keys.Max()}.");
    return 2;
}

var results = new List<TestResult>();
foreach (var assembly in TestAssembly.All())
{
    Console.Error.WriteLine($"{assembly.Name}…");
    results.AddRange(await assembly.RunAsync(rows));
}

var verdicts = rows.ConvertAll(row => new Verdict(row, [.. results.Where(result => result.Row == row)]));
Table.Write(Console.Out, verdicts);
return verdicts.Exists(verdict => verdict.HasFailed) ? 1 : 0;
