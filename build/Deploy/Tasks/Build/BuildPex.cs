using Cake.Frosting;
using Deploy.Context;
using Deploy.Model;
using Deploy.Steps.Build;
using Deploy.Tasks.Verify;

namespace Deploy.Tasks.Build;

/// <summary>Builds a PEX per image, only where its inputs changed.</summary>
[TaskDescription("Builds a PEX per image, only where its inputs changed.")]
[IsDependentOn(typeof(VerifyGitClean))]
public sealed class BuildPex(DeployArguments arguments) : StageTask(Stage.BuildPex, arguments)
{
    /// <inheritdoc/>
    protected override string? WhyLeftOut => WhyNotBuilt;

    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<BuildPexes>().RunAsync(context.Plan, context.Interrupted);
}
