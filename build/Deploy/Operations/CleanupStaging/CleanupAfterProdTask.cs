using Cake.Frosting;
using Deploy.Hosting;
using Deploy.Stages.HelmTest;

namespace Deploy.Operations.CleanupStaging;

/// <summary>Removes from staging what prod has now and what does not stay there (keep_in_staging: false).</summary>
[TaskName(TaskNames.CleanupAfterProd)]
[TaskDescription("Removes from staging what prod has now and does not stay there.")]
[IsDependentOn(typeof(HelmTestTask))]
public sealed class CleanupAfterProdTask : AsyncFrostingTask<DeployContext>, IFrostingTask
{
    /// <summary>Why nothing is removed.</summary>
    string IFrostingTask.SkippedMessage => "nothing of this run leaves staging";

    /// <inheritdoc/>
    public override bool ShouldRun(DeployContext context) => context.Plan.LeavingStaging.Count > 0;

    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<CleanupStagingStep>().RunAsync(context.Plan, context.Products.Installed, context.Interrupted);
}
