using Cake.Frosting;
using Deploy.Context;
using Deploy.Model;
using Deploy.Steps.Push;
using Deploy.Tasks.Build;

namespace Deploy.Tasks.Push;

/// <summary>Pushes the images, and reads their digests back.</summary>
[TaskDescription("Pushes the images, and reads their digests back.")]
[IsDependentOn(typeof(BuildImage))]
public sealed class PushEcr(DeployArguments arguments) : StageTask(Stage.PushEcr, arguments)
{
    /// <inheritdoc/>
    protected override string? WhyLeftOut => WhyNotBuilt;

    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<PushImages>().RunAsync(context.Plan, context.Interrupted);
}
