using System.Text.RegularExpressions;

namespace Deploy.Tools.Helm.Results;

/// <summary>Reads what <c>helm test</c> prints; it has no machine-readable form.</summary>
internal static partial class HelmTestOutput
{
    /// <summary>The tests and how they ended.</summary>
    public static IReadOnlyList<HelmTestSuite> Suites(string output) =>
        [
            .. Suite()
                .Matches(output)
                .Select(match => new HelmTestSuite(match.Groups["name"].Value, Phase(match.Groups["phase"].Value))),
        ];

    /// <summary>The logs by pod: everything from a pod's heading to the next one.</summary>
    public static IReadOnlyDictionary<string, string> Logs(string output)
    {
        var logs = new Dictionary<string, string>();
        var headings = LogHeading().Matches(output);
        for (var i = 0; i < headings.Count; i++)
        {
            var start = headings[i].Index + headings[i].Length;
            var end = i + 1 < headings.Count ? headings[i + 1].Index : output.Length;
            logs[headings[i].Groups["name"].Value] = output[start..end].Trim('\n');
        }

        return logs;
    }

    private static HelmTestPhase Phase(string word) =>
        Enum.TryParse<HelmTestPhase>(word, out var phase) ? phase : HelmTestPhase.Unknown;

    [GeneratedRegex(
        @"^TEST SUITE: +(?<name>\S+)\n(Last Started:[^\n]*\n)?(Last Completed:[^\n]*\n)?Phase: +(?<phase>\w+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Suite();

    [GeneratedRegex(
        @"^POD LOGS: (?<name>\S+)\n",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex LogHeading();
}
