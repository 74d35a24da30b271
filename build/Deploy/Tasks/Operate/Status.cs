using Cake.Frosting;
using Deploy.Context;
using Deploy.Steps.Operate;

namespace Deploy.Tasks.Operate;

/// <summary>Says what runs, from which commit, by whom, and what of it has drifted.</summary>
[TaskDescription("Says what runs, from which commit, by whom, and what of it has drifted.")]
public sealed class Status : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<ShowStatus>().RunAsync(context.Scope, context.Arguments.Json, context.Interrupted);
}
