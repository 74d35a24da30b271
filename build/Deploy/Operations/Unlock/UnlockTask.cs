using Cake.Frosting;
using Deploy.Hosting;

namespace Deploy.Operations.Unlock;

/// <summary>Shows who has the lock of a namespace, and breaks it if they are dead.</summary>
[TaskName(TaskNames.Unlock)]
[TaskDescription("Shows who has the lock of a namespace, and breaks it if they are dead; needs --reason.")]
public sealed class UnlockTask : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<UnlockStep>().RunAsync(context.Scope, context.Arguments.Reason, context.Interrupted);
}
