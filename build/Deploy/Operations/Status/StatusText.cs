using System.Globalization;
using Deploy.Clusters.Releases;
using Deploy.Reporting;

namespace Deploy.Operations.Status;

/// <summary>What runs, and what ran, as tables or as JSON.</summary>
/// <param name="output">Where to.</param>
/// <param name="time">What ages are counted from.</param>
public sealed class StatusText(Output output, TimeProvider time)
{
    /// <summary>Writes what runs.</summary>
    public void WriteStatus(RunScope scope, IReadOnlyList<ReleaseState> states, bool asJson)
    {
        Write(scope, states, asJson, "DRIFT", DriftOf);
        if (!asJson)
        {
            WriteDrift(states);
            WriteLeftOut(scope);
        }
    }

    /// <summary>Writes what ran.</summary>
    public void WriteHistory(RunScope scope, IReadOnlyList<ReleaseState> states, bool asJson) =>
        Write(scope, states, asJson, "NOTE", NoteOf);

    private void Write(
        RunScope scope,
        IReadOnlyList<ReleaseState> states,
        bool asJson,
        string lastColumn,
        Func<ReleaseState, string> last
    )
    {
        if (asJson)
        {
            output.Writer.WriteLine(ReleaseStateJson.Of(scope, states));
            return;
        }

        output.Line($"{scope.Environment} on {scope.Cluster.Name}", Hue.Heading);
        TextTable.Write(
            output.Writer,
            ["RELEASE", "REVISION", "CHART", "TAG", "DIGEST", "COMMIT", "DEPLOYED", "TESTS", lastColumn],
            states.Select(state => (IReadOnlyList<string>)[.. Row(state), last(state)])
        );
    }

    private void WriteDrift(IReadOnlyList<ReleaseState> states)
    {
        foreach (var state in states.Where(state => state.Drift is { Count: > 0 }))
        {
            output.Line();
            output.Line($"{state.Release} is not what was installed:", Hue.Warning);
            foreach (var drift in state.Drift!)
            {
                output.Line($"  {drift.Where.ToString().ToLowerInvariant(), -8}  {drift.Text}");
            }
        }
    }

    private string[] Row(ReleaseState state) =>
        state.Revision is not { } revision
            ? [state.Release.Value, "-", "not installed", "-", "-", "-", "-", "-"]
            :
            [
                state.Release.Value,
                revision.Status == "deployed" ? $"{revision.Revision}" : $"{revision.Revision} ({revision.Status})",
                $"{revision.Chart} {revision.ChartVersion}",
                Each(state, image => image.Tag),
                Each(state, image => image.Digest is { Length: > 0 } digest ? new Digest(digest).Short : null),
                state.Commit is null ? "-" : $"{state.Commit}{Age(state.CommittedAt)}",
                $"{revision.Deployed.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}{(state.Mark is { } mark ? $" by {mark.User}" : "")}",
                revision.Tests switch
                {
                    null => "not run",
                    TestVerdict.None => "none",
                    var verdict => verdict.Value.ToString().ToLowerInvariant(),
                },
            ];

    // Several images of one service have the same tag as a rule; then it is said once.
    private static string Each(ReleaseState state, Func<InstalledImage, string?> of)
    {
        var distinct = state.Images.Select(image => of(image) ?? "-").Distinct().ToList();
        return distinct.Count == 0 ? "-" : string.Join(",", distinct);
    }

    private string Age(DateTimeOffset? committed) =>
        committed is not { } then
            ? ""
            : (time.GetUtcNow() - then) switch
            {
                { TotalHours: < 1 } age => $" ({Math.Max(0, age.Minutes)}m old)",
                { TotalDays: < 2 } age => $" ({(int)age.TotalHours}h old)",
                var age => $" ({(int)age.TotalDays}d old)",
            };

    private static string DriftOf(ReleaseState state) =>
        state.Drift is not { Count: > 0 } drift
            ? "-"
            : string.Join(",", drift.Select(difference => difference.Where.ToString().ToLowerInvariant()).Distinct());

    private static string NoteOf(ReleaseState state) =>
        state.Revision switch
        {
            { CopyOf: { } copy } => $"rollback to {copy}",
            { Status: "failed" } revision => Printable.Escape(revision.Description),
            _ => "",
        };

    private void WriteLeftOut(RunScope scope)
    {
        if (scope.Services.LeftOut.Count > 0)
        {
            output.Line();
            output.Line($"not looked at: {string.Join(", ", scope.Services.LeftOut)}", Hue.Faint);
        }
    }
}
