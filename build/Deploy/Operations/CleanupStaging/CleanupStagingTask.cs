using Cake.Frosting;
using Deploy.Hosting;
using Deploy.Operations.Delete;

namespace Deploy.Operations.CleanupStaging;

/// <summary>Removes from staging what does not stay there (keep_in_staging: false).</summary>
[TaskName(TaskNames.CleanupStaging)]
[TaskDescription("Removes from staging what does not stay there (keep_in_staging: false).")]
public sealed class CleanupStagingTask : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<DeleteStep>().RunAsync(context.Plan, context.Arguments.PlanOnly, context.Interrupted);
}
