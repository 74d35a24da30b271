using Cake.Frosting;
using Deploy.Arguments;
using Deploy.Hosting;
using Deploy.Locking;
using Deploy.Stages.HelmInstall;

namespace Deploy.Stages.HelmTest;

/// <summary>Runs the Helm tests of the releases.</summary>
[TaskName(TaskNames.HelmTest)]
[TaskDescription("Runs the Helm tests of the releases.")]
[IsDependentOn(typeof(HelmInstallTask))]
public sealed class HelmTestTask(DeployArguments arguments) : StageTask(Stage.HelmTest, arguments)
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context
            .Get<LockedStage>()
            .RunAsync(Stage.HelmTest, context.Plan, context.Get<HelmTestStep>().RunAsync, context.Interrupted);
}
