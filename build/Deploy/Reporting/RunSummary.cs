using Deploy.Model;
using Spectre.Console;

namespace Deploy.Reporting;

/// <summary>What a run came to, service by service: what was done, what was not, and the command to go on with.</summary>
/// <param name="console">Where to.</param>
/// <param name="events">What happened.</param>
/// <param name="plan">What should have happened.</param>
public sealed class RunSummary(IAnsiConsole console, IRunEvents events, Lazy<Plan> plan)
{
    /// <summary>Writes it, if anything was proven.</summary>
    public void Write()
    {
        var facts = events.Facts;
        if (facts.Count == 0 || !plan.IsValueCreated)
        {
            return;
        }

        console.WriteLine();
        TextTable.Write(
            console.Profile.Out.Writer,
            ["SERVICE", "CHART", "RELEASE", "REVISION", "TESTS"],
            plan.Value.Services.Select(service =>
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
