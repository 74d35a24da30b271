using Cake.Frosting;
using Deploy.Hosting;

namespace Deploy.Operations.Status;

/// <summary>Says what runs, from which commit, by whom, and what of it has drifted.</summary>
[TaskName(TaskNames.Status)]
[TaskDescription("Says what runs, from which commit, by whom, and what of it has drifted.")]
public sealed class StatusTask : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<StatusStep>().RunAsync(context.Scope, context.Arguments.Json, context.Interrupted);
}
