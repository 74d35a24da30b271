namespace Deploy.Stages;

/// <summary>Does one thing for many services, some at once; one that fails does not hold up the others.</summary>
/// <param name="events">Where it is said what happens.</param>
public sealed class Fleet(IRunEvents events)
{
    /// <summary>Works on every service, in any order, and fails at the end if any of them failed.</summary>
    /// <param name="stage">The stage that works.</param>
    /// <param name="plan">Whose services.</param>
    /// <param name="work">What is done for one of them; facts that it returns are published.</param>
    /// <param name="cancellation">Starts no more, and ends those under way.</param>
    /// <returns>All facts.</returns>
    /// <exception cref="FailedException">At least one service failed; each failure was said when it happened.</exception>
    public Task<IReadOnlyList<Fact>> ForEachAsync(
        Stage stage,
        Plan plan,
        Func<ServicePlan, CancellationToken, Task<IReadOnlyList<Fact>>> work,
        CancellationToken cancellation
    ) => new FleetRun(stage, plan, plan.Options.Concurrency, events, work).RunAsync(_ => [], cancellation);

    /// <summary>
    /// The same for releases, of which more go at once because they mostly wait: a service starts as soon as all that
    /// it <c>needs:</c> of this run is done, and not at all where that failed.
    /// </summary>
    /// <exception cref="FailedException">At least one service failed or could not be started.</exception>
    public Task<IReadOnlyList<Fact>> ForEachInOrderAsync(
        Stage stage,
        Plan plan,
        Func<ServicePlan, CancellationToken, Task<IReadOnlyList<Fact>>> work,
        CancellationToken cancellation
    )
    {
        var inRun = plan.Services.Select(service => service.Service.Name).ToHashSet();
        return new FleetRun(stage, plan, plan.Options.ReleasesAtOnce, events, work).RunAsync(
            service => [.. service.Service.Needs.Where(inRun.Contains)],
            cancellation
        );
    }

    /// <summary>The same for releases whose order does not matter.</summary>
    /// <exception cref="FailedException">At least one service failed.</exception>
    public Task<IReadOnlyList<Fact>> ForEachReleaseAsync(
        Stage stage,
        Plan plan,
        Func<ServicePlan, CancellationToken, Task<IReadOnlyList<Fact>>> work,
        CancellationToken cancellation
    ) => new FleetRun(stage, plan, plan.Options.ReleasesAtOnce, events, work).RunAsync(_ => [], cancellation);
}
