using Cake.Frosting;
using Deploy.Context;
using Deploy.Steps.Operate;

namespace Deploy.Tasks.Operate;

/// <summary>Removes from staging what does not stay there (keep_in_staging: false).</summary>
[TaskDescription("Removes from staging what does not stay there (keep_in_staging: false).")]
public sealed class CleanupStaging : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<DeleteReleases>().RunAsync(context.Plan, context.Arguments.PlanOnly, context.Interrupted);
}
