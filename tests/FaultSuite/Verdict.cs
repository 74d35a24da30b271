namespace Deploy.FaultSuite;

/// <summary>What the tests of a row came to.</summary>
internal sealed record Verdict(int Row, IReadOnlyList<TestResult> Results)
{
    public bool HasFailed => Count("Fail") > 0;

    /// <summary>How long they took together.</summary>
    public TimeSpan Time => new(Results.Sum(result => result.Time.Ticks));

    /// <summary>E.g. <c>passed 3, skipped 2 (there is no docker)</c>.</summary>
    public override string ToString() =>
        Results.Count == 0
            ? "no test"
            : string.Join(", ", new[] { Part("failed", "Fail"), Part("passed", "Pass"), Skipped() }.OfType<string>());

    private int Count(string outcome) => Results.Count(result => result.Outcome == outcome);

    private string? Part(string word, string outcome) => Count(outcome) is var count and > 0 ? $"{word} {count}" : null;

    private string? Skipped() =>
        Part("skipped", "Skip") is { } part
            ? $"{part} ({string.Join("; ", Results.Select(result => result.Reason).OfType<string>().Distinct())})"
            : null;
}
