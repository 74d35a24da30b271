using Cake.Frosting;
using Deploy.Hosting;

namespace Deploy.Operations.Revert;

/// <summary>Makes a branch that undoes the last change of services' image tags, ready to be pushed.</summary>
[TaskName(TaskNames.Revert)]
[TaskDescription("Makes a branch that undoes the last change of services' image tags.")]
public sealed class RevertTask : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context
            .Get<RevertStep>()
            .RunAsync(context.Scope, context.Arguments.Reason, context.Arguments.PlanOnly, context.Interrupted);
}
