using Cake.Frosting;
using Deploy.Context;
using Deploy.Steps.Operate;

namespace Deploy.Tasks.Operate;

/// <summary>Keeps the embedded platform running, to look around with kubectl and helm.</summary>
[TaskDescription("Keeps the embedded platform running, to look around with kubectl and helm.")]
public sealed class Sandbox : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) => context.Get<KeepSandbox>().RunAsync(context.Interrupted);
}
