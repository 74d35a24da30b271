namespace Deploy.Locking;

/// <summary>Runs a stage, or an operation, under the locks of its namespaces, and leaves nothing half-done when it is interrupted.</summary>
internal sealed class LockedStage(RunLock runLock, CurrentStep step, SettleReleases settle)
{
    /// <summary>Runs a stage.</summary>
    /// <exception cref="RefusedException">Somebody else has a lock.</exception>
    public Task RunAsync(
        Stage stage,
        Plan plan,
        Func<Plan, CancellationToken, Task> work,
        CancellationToken interrupted
    ) => RunAsync(stage.ToString(), stage == Stage.HelmInstall, plan, work, interrupted);

    /// <summary>Runs an operation that changes releases, such as a rollback.</summary>
    /// <param name="operation">What it is called, for those who wait.</param>
    /// <param name="plan">What it is about.</param>
    /// <param name="work">The work.</param>
    /// <param name="interrupted">Ends it.</param>
    /// <exception cref="RefusedException">Somebody else has a lock.</exception>
    public Task RunAsync(
        string operation,
        Plan plan,
        Func<Plan, CancellationToken, Task> work,
        CancellationToken interrupted
    ) => RunAsync(operation, changesReleases: true, plan, work, interrupted);

    private async Task RunAsync(
        string name,
        bool changesReleases,
        Plan plan,
        Func<Plan, CancellationToken, Task> work,
        CancellationToken interrupted
    )
    {
        step.Begin(name);
        await runLock.TakeAsync(plan, interrupted);
        try
        {
            await work(plan, interrupted);
        }
        finally
        {
            if (changesReleases && interrupted.IsCancellationRequested)
            {
                await settle.RunAsync(plan);
            }
        }
    }
}
