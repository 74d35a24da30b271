using Cake.Frosting;
using Deploy.Context;
using Deploy.Model;
using Deploy.Steps.Build;

namespace Deploy.Tasks.Build;

/// <summary>Builds the images around the PEX files.</summary>
[TaskDescription("Builds the images around the PEX files.")]
[IsDependentOn(typeof(BuildPex))]
public sealed class BuildImage(Lazy<BuildImages> step, DeployArguments arguments)
    : StageTask(Stage.BuildImage, arguments)
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) => step.Value.RunAsync(context.Plan, context.Interrupted);
}
