using Deploy.Model;

namespace Deploy.Reporting;

/// <summary>What a run came to, service by service: what was done, what was not, and the command to go on with.</summary>
/// <param name="output">Where to.</param>
/// <param name="events">What happened.</param>
/// <param name="plan">What should have happened, if that was decided.</param>
public sealed class RunSummary(Output output, IRunEvents events, Func<Plan?> plan)
{
    /// <summary>Writes it, if anything was proven.</summary>
    public void Write()
    {
        var facts = events.Facts;
        if (facts.Count == 0 || plan() is not { } planned)
        {
            return;
        }

        output.Line();
        TextTable.Write(
            output.Writer,
            ["SERVICE", "CHART", "RELEASE", "REVISION", "TESTS"],
            planned.Services.Select(service =>
                Row(service, [.. facts.Where(fact => fact.Service == service.Service.Name)])
            )
        );
    }

    private static IReadOnlyList<string> Row(ServicePlan service, IReadOnlyList<Fact> facts)
    {
        var releases = facts.OfType<ReleaseInstalled>().ToList();
        var tests = facts.OfType<TestsRan>().ToList();
        return
        [
            service.Service.Name.Value,
            $"{service.Chart.Name} {service.Chart.Version}",
            releases.Count == 0 ? "-" : string.Join(", ", releases.Select(release => release.Release)),
            releases.Count == 0 ? "-" : string.Join(", ", releases.Select(Revision)),
            tests.Count == 0
                ? "-"
                : string.Join(", ", tests.Select(test => test.Verdict.ToString().ToLowerInvariant())),
        ];
    }

    private static string Revision(ReleaseInstalled release) =>
        release.Unchanged ? $"{release.Revision} (unchanged)"
        : release.Before is { } before ? $"{before} → {release.Revision}"
        : $"{release.Revision} (new)";
}
