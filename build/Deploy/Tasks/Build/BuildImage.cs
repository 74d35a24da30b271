using Cake.Frosting;
using Deploy.Context;
using Deploy.Model;
using Deploy.Steps.Build;

namespace Deploy.Tasks.Build;

/// <summary>Builds the images around the PEX files.</summary>
[TaskDescription("Builds the images around the PEX files.")]
[IsDependentOn(typeof(BuildPex))]
public sealed class BuildImage(DeployArguments arguments) : StageTask(Stage.BuildImage, arguments)
{
    /// <inheritdoc/>
    protected override string? WhyLeftOut => WhyNotBuilt;

    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<BuildImages>().RunAsync(context.Plan, context.Interrupted);
}
