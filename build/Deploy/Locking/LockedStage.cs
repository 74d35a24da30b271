using Deploy.Tools.Processes;

namespace Deploy.Locking;

/// <summary>Runs a stage, or an operation, under the locks of its namespaces, and leaves nothing half-done when it is interrupted.</summary>
internal sealed class LockedStage(RunLock runLock, CurrentStep step, SettleReleases settle, Fence fence)
{
    /// <summary>Runs a stage.</summary>
    /// <exception cref="RefusedException">Somebody else has a lock.</exception>
    /// <exception cref="FailedException">The lock was lost meanwhile; helm was killed.</exception>
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
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(interrupted, fence.Closed);
        try
        {
            await work(plan, stop.Token);
            // What is there by now may be another run's: no success of this one.
            if (fence.Why() is { } lost)
            {
                throw lost;
            }
        }
        catch (Exception) when (fence.Why() is not null)
        {
            throw await runLock.LossAsync();
        }
        finally
        {
            if (changesReleases && interrupted.IsCancellationRequested && fence.Why() is null)
            {
                await settle.RunAsync(plan);
            }
        }
    }
}
