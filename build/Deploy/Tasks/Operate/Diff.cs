using Cake.Frosting;
using Deploy.Context;
using Deploy.Steps.Operate;

namespace Deploy.Tasks.Operate;

/// <summary>Shows what installing the checkout would change in the cluster, object by object; changes nothing.</summary>
[TaskDescription("Shows what installing the checkout would change in the cluster; changes nothing.")]
public sealed class Diff : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<DiffReleases>().RunAsync(context.Plan, context.Arguments.Json, context.Interrupted);
}
