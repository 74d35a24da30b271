using Cake.Frosting;
using Deploy.Context;
using Deploy.Steps.Operate;

namespace Deploy.Tasks.Operate;

/// <summary>Brings releases back to their last good revision, after showing the difference.</summary>
[TaskDescription("Brings releases back to their last good revision, after showing the difference.")]
public sealed class Rollback : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<RollbackReleases>().RunAsync(context.Plan, context.Arguments.PlanOnly, context.Interrupted);
}
