namespace Deploy.FaultSuite;

/// <summary>The rows, one a line.</summary>
internal static class Table
{
    public static void Write(TextWriter output, IReadOnlyList<Verdict> verdicts)
    {
        var width = verdicts.Max(verdict => Catalog.Rows[verdict.Row].Length);
        output.WriteLine($"ROW  {"FAULT".PadRight(width)}  SECONDS  VERDICT");
        foreach (var verdict in verdicts)
        {
            var title = Catalog.Rows[verdict.Row].PadRight(width);
            output.WriteLine($"{verdict.Row, 3}  {title}  {verdict.Time.TotalSeconds, 7:0.0}  {verdict}");
        }

        output.WriteLine(
            $"{verdicts.Count(verdict => verdict.HasFailed)} rows failed, {verdicts.Count(verdict => verdict.Results.Count == 0)} have no test"
        );
    }
}
