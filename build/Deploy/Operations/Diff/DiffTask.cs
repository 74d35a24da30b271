using Cake.Frosting;
using Deploy.Hosting;

namespace Deploy.Operations.Diff;

/// <summary>Shows what installing the checkout would change in the cluster, object by object; changes nothing.</summary>
[TaskName(TaskNames.Diff)]
[TaskDescription("Shows what installing the checkout would change in the cluster; changes nothing.")]
public sealed class DiffTask : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<DiffStep>().RunAsync(context.Plan, context.Arguments.Json, context.Interrupted);
}
