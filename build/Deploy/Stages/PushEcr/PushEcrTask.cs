using Cake.Frosting;
using Deploy.Arguments;
using Deploy.Hosting;
using Deploy.Stages.BuildImage;

namespace Deploy.Stages.PushEcr;

/// <summary>Pushes the images, and reads their digests back.</summary>
[TaskName(TaskNames.PushEcr)]
[TaskDescription("Pushes the images, and reads their digests back.")]
[IsDependentOn(typeof(BuildImageTask))]
public sealed class PushEcrTask(DeployArguments arguments) : StageTask(Stage.PushEcr, arguments)
{
    /// <inheritdoc/>
    public override async Task RunAsync(DeployContext context)
    {
        var images = Products.Require(context.Products.Images, Stage.BuildImage, Stage.PushEcr);
        var pushed = await context.Get<PushEcrStep>().RunAsync(context.Plan, images, context.Interrupted);
        context.Products = context.Products with { Pushed = pushed };
    }
}
