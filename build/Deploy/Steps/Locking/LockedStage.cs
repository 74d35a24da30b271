using Deploy.Model;
using Deploy.Steps.Install;

namespace Deploy.Steps.Locking;

/// <summary>Runs a stage under the locks of its namespaces, and leaves nothing half-done when it is interrupted.</summary>
internal sealed class LockedStage(RunLock runLock, CurrentStep step, SettleReleases settle)
{
    /// <summary>Runs it.</summary>
    /// <exception cref="RefusedException">Somebody else has a lock.</exception>
    public async Task RunAsync(
        Stage stage,
        Plan plan,
        Func<Plan, CancellationToken, Task> work,
        CancellationToken interrupted
    )
    {
        step.Begin(stage);
        await runLock.TakeAsync(plan, interrupted);
        try
        {
            await work(plan, interrupted);
        }
        finally
        {
            if (stage == Stage.HelmInstall && interrupted.IsCancellationRequested)
            {
                await settle.RunAsync(plan);
            }
        }
    }
}
