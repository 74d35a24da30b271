using Cake.Frosting;
using Deploy.Hosting;

namespace Deploy.Operations.Rollback;

/// <summary>Brings releases back to their last good revision, after showing the difference.</summary>
[TaskName(TaskNames.Rollback)]
[TaskDescription("Brings releases back to their last good revision, after showing the difference.")]
public sealed class RollbackTask : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<RollbackStep>().RunAsync(context.Plan, context.Arguments.PlanOnly, context.Interrupted);
}
