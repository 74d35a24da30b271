using Cake.Frosting;
using Deploy.Hosting;

namespace Deploy.Operations.Delete;

/// <summary>Removes releases, after showing which.</summary>
[TaskName(TaskNames.Delete)]
[TaskDescription("Removes releases, after showing which.")]
public sealed class DeleteTask : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<DeleteStep>().RunAsync(context.Plan, context.Arguments.PlanOnly, context.Interrupted);
}
