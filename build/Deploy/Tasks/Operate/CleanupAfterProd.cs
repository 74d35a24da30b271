using Cake.Frosting;
using Deploy.Context;
using Deploy.Steps.Operate;
using Deploy.Tasks.Test;

namespace Deploy.Tasks.Operate;

/// <summary>Removes from staging what prod has now and what does not stay there (keep_in_staging: false).</summary>
[TaskDescription("Removes from staging what prod has now and does not stay there.")]
[IsDependentOn(typeof(HelmTest))]
public sealed class CleanupAfterProd : AsyncFrostingTask<DeployContext>, IFrostingTask
{
    /// <summary>Why nothing is removed.</summary>
    string IFrostingTask.SkippedMessage => "nothing of this run leaves staging";

    /// <inheritdoc/>
    public override bool ShouldRun(DeployContext context) => context.Plan.LeavingStaging.Count > 0;

    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<LeaveStaging>().RunAsync(context.Plan, context.Interrupted);
}
