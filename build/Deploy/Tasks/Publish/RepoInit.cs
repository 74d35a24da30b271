using Cake.Frosting;
using Deploy.Context;
using Deploy.Steps.Publish;

namespace Deploy.Tasks.Publish;

/// <summary>Makes the chart repository, unless it is one.</summary>
[TaskDescription("Makes the chart repository, unless it is one.")]
public sealed class RepoInit : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<InitRepository>().RunAsync(context.Arguments.PlanOnly, context.Interrupted);
}
