using Deploy.Reporting;

namespace Deploy.Operations.Doctor;

/// <summary>Looks at everything that a deploy needs, all at once, and says what to do about what is not as it should be.</summary>
/// <param name="machine">What is checked whatever the catalog says.</param>
/// <param name="catalog">Makes the checks that the catalog asks for; fails where there is no catalog to read.</param>
/// <param name="text">Where it is said.</param>
/// <param name="time">The clock of deadlines.</param>
internal sealed class DoctorStep(
    MachineChecks machine,
    Func<string?, IEnumerable<Check>> catalog,
    FindingText text,
    TimeProvider time
)
{
    /// <summary>Looks, and says what was found.</summary>
    /// <param name="environment">The only environment to look at; null for all.</param>
    /// <param name="asJson">Whether it is said as JSON.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="FailedException">Something is missing that a deploy needs.</exception>
    public async Task RunAsync(string? environment, bool asJson, CancellationToken cancellation)
    {
        var checks = machine.All().Concat(OfCatalog(environment)).ToList();
        var outcomes = await Task.WhenAll(
            // On threads of their own: to look for a tool, or to read a kubeconfig, blocks.
            checks.Select(check => Task.Run(() => check.OutcomeAsync(time, cancellation), cancellation))
        );
        var findings = outcomes.SelectMany(found => found).ToList();
        text.Write(findings, asJson);
        var missing = findings.Count(finding => finding.Health == Health.Missing);
        if (missing > 0)
        {
            throw new FailedException(
                $"{missing} {(missing == 1 ? "thing is" : "things are")} missing that a deploy needs"
            );
        }
    }

    private IReadOnlyList<Check> OfCatalog(string? environment)
    {
        try
        {
            return
            [
                new(
                    "catalog",
                    _ => Task.FromResult<IReadOnlyList<Finding>>([new("catalog", Health.Good, "it can be read")])
                ),
                .. catalog(environment),
            ];
        }
        catch (DeployException problem)
        {
            return
            [
                new(
                    "catalog",
                    _ =>
                        Task.FromResult<IReadOnlyList<Finding>>([
                            new(
                                "catalog",
                                Health.Missing,
                                (problem.Location is null ? "" : $"{problem.Location}: ") + problem.Problem,
                                problem.NextStep ?? "correct it; what it asks for was not looked at"
                            ),
                        ])
                ),
            ];
        }
    }
}
