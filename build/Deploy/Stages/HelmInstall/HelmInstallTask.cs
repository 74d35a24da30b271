using Cake.Frosting;
using Deploy.Arguments;
using Deploy.Hosting;
using Deploy.Locking;
using Deploy.Stages.PublishChart;

namespace Deploy.Stages.HelmInstall;

/// <summary>Installs or upgrades the releases.</summary>
[TaskName(TaskNames.HelmInstall)]
[TaskDescription("Installs or upgrades the releases.")]
[IsDependentOn(typeof(PublishChartTask))]
public sealed class HelmInstallTask(DeployArguments arguments) : StageTask(Stage.HelmInstall, arguments)
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context
            .Get<LockedStage>()
            .RunAsync(
                Stage.HelmInstall,
                context.Plan,
                (plan, cancel) => InstallAsync(context, plan, cancel),
                context.Interrupted
            );

    private static async Task InstallAsync(DeployContext context, Plan plan, CancellationToken cancel) =>
        context.Products = context.Products with
        {
            Installed = await context.Get<HelmInstallStep>().RunAsync(plan, context.Products.Pushed, cancel),
        };
}
