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
    protected override string? WhyLeftOut => WhyNotBuilt;

    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<PushEcrStep>().RunAsync(context.Plan, context.Interrupted);
}
