using Cake.Frosting;
using Deploy.Context;
using Deploy.Model;
using Deploy.Steps.Locking;
using Deploy.Steps.Test;
using Deploy.Tasks.Install;

namespace Deploy.Tasks.Test;

/// <summary>Runs the Helm tests of the releases.</summary>
[TaskDescription("Runs the Helm tests of the releases.")]
[IsDependentOn(typeof(HelmInstall))]
public sealed class HelmTest(DeployArguments arguments) : StageTask(Stage.HelmTest, arguments)
{
    /// <inheritdoc/>
    protected override string? WhyLeftOut => Arguments.SkipTests ? "--skip-tests" : null;

    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context
            .Get<LockedStage>()
            .RunAsync(Stage.HelmTest, context.Plan, context.Get<TestReleases>().RunAsync, context.Interrupted);
}
