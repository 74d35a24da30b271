using System.Text.RegularExpressions;

namespace Deploy.CrashSweep.States;

/// <summary>
/// What a run leaves behind, one fact a line, without what may differ between two runs that came to the same: times,
/// ids, addresses, and the numbers of revisions (an attempt that was cut short has had one).
/// </summary>
internal sealed partial record EndState(IReadOnlyList<string> Facts)
{
    private const int Shown = 600;

    /// <summary>Looks at everything.</summary>
    public static async Task<EndState> ReadAsync(Arena arena)
    {
        string[] facts =
        [
            .. FileFacts.Of(arena),
            .. await GitFacts.OfAsync(arena),
            .. await ClusterFacts.OfAsync(arena),
            .. arena.LivingHelms().Select(line => $"helm lives: {line}"),
        ];
        return new([.. facts.Select(fact => Inputs().Replace(Address().Replace(fact, "PLATFORM"), "inputs *"))]);
    }

    /// <summary>What is different here: <c>-</c> what is missing, <c>+</c> what is too much.</summary>
    public IReadOnlyList<string> DifferencesFrom(EndState undisturbed) =>
        [
            .. undisturbed.Facts.Except(Facts).Select(fact => $"- {Clip(fact)}"),
            .. Facts.Except(undisturbed.Facts).Select(fact => $"+ {Clip(fact)}"),
        ];

    private static string Clip(string fact) => fact.Length <= Shown ? fact : $"{fact[..Shown]}…";

    [GeneratedRegex("""127\.0\.0\.1:\d+""")]
    private static partial Regex Address();

    // A digest of what the release was given, addresses included; what it was given is compared itself.
    [GeneratedRegex("inputs [0-9a-f]+")]
    private static partial Regex Inputs();
}
