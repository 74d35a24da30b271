using Cake.Frosting;
using Deploy.Context;
using Deploy.Steps.Operate;

namespace Deploy.Tasks.Operate;

/// <summary>Serves services on localhost:&lt;dev_port&gt; until Ctrl-C, through restarts of their pods.</summary>
[TaskDescription("Serves services on localhost:<dev_port> until Ctrl-C, through restarts of their pods.")]
public sealed class PortForward : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<ForwardPorts>().RunAsync(context.Scope, context.Arguments.PlanOnly, context.Interrupted);
}
