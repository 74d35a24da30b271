using Cake.Frosting;
using Deploy.Hosting;

namespace Deploy.Operations.Sandbox;

/// <summary>Keeps the embedded platform running, to look around with kubectl and helm.</summary>
[TaskName(TaskNames.Sandbox)]
[TaskDescription("Keeps the embedded platform running, to look around with kubectl and helm.")]
public sealed class SandboxTask : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) => context.Get<SandboxStep>().RunAsync(context.Interrupted);
}
