namespace Deploy.CrashSweep;

/// <summary>The points that a run passed, in their order.</summary>
/// <param name="log">What the preloaded library wrote.</param>
internal sealed class Recording(IReadOnlyList<string> log)
{
    private const int Kept = 3;

    /// <summary>All of them.</summary>
    public IReadOnlyList<StopPoint> Points { get; } = [.. Parse(log).Where(point => point.Number > 0)];

    /// <summary>The children that change nothing, and how often they ran.</summary>
    public IReadOnlyList<string> Reads { get; } =
    [.. Parse(log).Where(point => point.Phase == "read").Select(point => point.Effect)];

    /// <summary>What was done, or found done already.</summary>
    public IReadOnlyList<StopPoint> Calls { get; } = [.. Parse(log).Where(point => point.Phase is "after" or "idle")];

    /// <summary>The points to kill at.</summary>
    /// <remarks>
    /// Between the end of an effect and the beginning of the next one nothing happens: to be killed here or there leaves
    /// the same behind, and only the first is kept. Of what comes up again and again (lines of the journal, pieces of a
    /// file), the first, the middle and the last are kept.
    /// </remarks>
    public IReadOnlyList<StopPoint> Distinct() =>
        [
            .. Points
                .Where((point, index) => index == 0 || point.Phase != "before" || Points[index - 1].Phase != "after")
                .GroupBy(point => (point.Phase, point.Effect))
                .SelectMany(Thin),
        ];

    private static IEnumerable<StopPoint> Thin(IEnumerable<StopPoint> same)
    {
        var all = same.ToList();
        return all.Count <= Kept ? all : [all[0], all[all.Count / 2], all[^1]];
    }

    private static IEnumerable<StopPoint> Parse(IEnumerable<string> log) => log.Select(StopPoint.Parse);
}
