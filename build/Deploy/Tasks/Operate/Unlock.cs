using Cake.Frosting;
using Deploy.Context;
using Deploy.Steps.Locking;

namespace Deploy.Tasks.Operate;

/// <summary>Shows who has the lock of a namespace, and breaks it if they are dead.</summary>
[TaskDescription("Shows who has the lock of a namespace, and breaks it if they are dead; needs --reason.")]
public sealed class Unlock : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<BreakLocks>().RunAsync(context.Scope, context.Arguments.Reason, context.Interrupted);
}
