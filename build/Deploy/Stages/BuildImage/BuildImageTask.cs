using Cake.Frosting;
using Deploy.Arguments;
using Deploy.Hosting;
using Deploy.Stages.BuildPex;

namespace Deploy.Stages.BuildImage;

/// <summary>Builds the images around the PEX files.</summary>
[TaskName(TaskNames.BuildImage)]
[TaskDescription("Builds the images around the PEX files.")]
[IsDependentOn(typeof(BuildPexTask))]
public sealed class BuildImageTask(DeployArguments arguments) : StageTask(Stage.BuildImage, arguments)
{
    /// <inheritdoc/>
    public override async Task RunAsync(DeployContext context)
    {
        var pexes = Products.Require(context.Products.Pexes, Stage.BuildPex, Stage.BuildImage);
        var images = await context.Get<BuildImageStep>().RunAsync(context.Plan, pexes, context.Interrupted);
        context.Products = context.Products with { Images = images };
    }
}
