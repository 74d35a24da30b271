using Cake.Frosting;
using Deploy.Context;
using Deploy.Steps.Reverting;

namespace Deploy.Tasks.Operate;

/// <summary>Makes a branch that undoes the last change of services' image tags, ready to be pushed.</summary>
[TaskDescription("Makes a branch that undoes the last change of services' image tags.")]
public sealed class Revert : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context
            .Get<RevertValues>()
            .RunAsync(context.Scope, context.Arguments.Reason, context.Arguments.PlanOnly, context.Interrupted);
}
