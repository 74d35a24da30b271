using Cake.Frosting;
using Deploy.Context;
using Deploy.Steps.Operate;

namespace Deploy.Tasks.Operate;

/// <summary>Removes releases, after showing which.</summary>
[TaskDescription("Removes releases, after showing which.")]
public sealed class Delete : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<DeleteReleases>().RunAsync(context.Plan, context.Arguments.PlanOnly, context.Interrupted);
}
