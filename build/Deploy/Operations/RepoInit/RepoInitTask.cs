using Cake.Frosting;
using Deploy.Hosting;

namespace Deploy.Operations.RepoInit;

/// <summary>Makes the chart repository, unless it is one.</summary>
[TaskName(TaskNames.RepoInit)]
[TaskDescription("Makes the chart repository, unless it is one.")]
public sealed class RepoInitTask : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<RepoInitStep>().RunAsync(context.Arguments.PlanOnly, context.Interrupted);
}
