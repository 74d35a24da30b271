using Cake.Frosting;
using Deploy.Context;
using Deploy.Model;
using Deploy.Steps.Install;
using Deploy.Steps.Locking;
using Deploy.Tasks.Publish;

namespace Deploy.Tasks.Install;

/// <summary>Installs or upgrades the releases.</summary>
[TaskDescription("Installs or upgrades the releases.")]
[IsDependentOn(typeof(PublishChart))]
public sealed class HelmInstall(DeployArguments arguments) : StageTask(Stage.HelmInstall, arguments)
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context
            .Get<LockedStage>()
            .RunAsync(Stage.HelmInstall, context.Plan, context.Get<InstallReleases>().RunAsync, context.Interrupted);
}
