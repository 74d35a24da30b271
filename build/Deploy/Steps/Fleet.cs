using Deploy.Model;

namespace Deploy.Steps;

/// <summary>Does one thing for many services, some at once; one that fails does not hold up the others.</summary>
/// <param name="events">Where it is said what happens.</param>
public sealed class Fleet(IRunEvents events)
{
    /// <summary>Works on every service, and fails at the end if any of them failed.</summary>
    /// <param name="stage">The stage that works.</param>
    /// <param name="plan">Whose services.</param>
    /// <param name="work">What is done for one of them; facts that it returns are published.</param>
    /// <param name="cancellation">Starts no more, and ends those under way.</param>
    /// <exception cref="FailedException">At least one service failed; each failure was said when it happened.</exception>
    public async Task ForEachAsync(
        Stage stage,
        Plan plan,
        Func<ServicePlan, CancellationToken, Task<IReadOnlyList<Fact>>> work,
        CancellationToken cancellation
    )
    {
        var failures = new List<(ServiceName Service, Exception Error)>();
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = plan.Options.Concurrency,
            CancellationToken = cancellation,
        };
        await Parallel.ForEachAsync(
            plan.Services,
            options,
            async (service, token) =>
            {
                var name = service.Service.Name;
                events.Publish(new ServiceStarted(stage, name));
                try
                {
                    foreach (var fact in await work(service, token))
                    {
                        events.Publish(new Proven(fact));
                    }
                }
                catch (Exception error) when (error is not OperationCanceledException || !token.IsCancellationRequested)
                {
                    events.Publish(new ServiceFailed(stage, name, error));
                    lock (failures)
                    {
                        failures.Add((name, error));
                    }
                }
            }
        );
        if (failures.Count > 0)
        {
            throw Summary(stage, plan, failures);
        }
    }

    // One failure keeps its own kind and words; several are named together, each having been told in full.
    private static Exception Summary(Stage stage, Plan plan, List<(ServiceName Service, Exception Error)> failures) =>
        failures is [var (_, only)] && only is DeployException
            ? only
            : new FailedException(
                $"{stage} failed for {string.Join(", ", failures.Select(failure => failure.Service).Order())}"
                    + (
                        failures.Count < plan.Services.Count
                            ? $"; {plan.Services.Count - failures.Count} of {plan.Services.Count} services are done"
                            : ""
                    ),
                failures[0].Error
            );
}
