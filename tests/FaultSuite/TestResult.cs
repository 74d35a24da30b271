using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Deploy.FaultSuite;

/// <summary>What became of one test.</summary>
/// <param name="Row">The row that it is about.</param>
/// <param name="Outcome"><c>Pass</c>, <c>Fail</c> or <c>Skip</c>, as xunit says.</param>
/// <param name="Time">How long it took.</param>
/// <param name="Reason">Why it was skipped.</param>
internal sealed partial record TestResult(int Row, string Outcome, TimeSpan Time, string? Reason)
{
    /// <summary>Reads one from a report of xunit.</summary>
    public static TestResult Read(XElement test) =>
        new(
            int.Parse(RowOf().Match(test.Attribute("method")!.Value).Groups["row"].Value, CultureInfo.InvariantCulture),
            test.Attribute("result")!.Value,
            TimeSpan.FromSeconds(double.Parse(test.Attribute("time")!.Value, CultureInfo.InvariantCulture)),
            test.Element("reason")?.Value
        );

    [GeneratedRegex("^Fault_(?<row>[0-9]{2})_", RegexOptions.ExplicitCapture)]
    private static partial Regex RowOf();
}
