using Cake.Frosting;
using Deploy.Hosting;

namespace Deploy.Operations.PortForward;

/// <summary>Serves services on localhost:&lt;dev_port&gt; until Ctrl-C, through restarts of their pods.</summary>
[TaskName(TaskNames.PortForward)]
[TaskDescription("Serves services on localhost:<dev_port> until Ctrl-C, through restarts of their pods.")]
public sealed class PortForwardTask : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<PortForwardStep>().RunAsync(context.Scope, context.Arguments.PlanOnly, context.Interrupted);
}
