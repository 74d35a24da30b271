using Cake.Frosting;
using Deploy.Hosting;

namespace Deploy.Operations.Commit;

/// <summary>Makes a branch and a commit of the image tags that a run has written.</summary>
[TaskName(TaskNames.Commit)]
[TaskDescription("Makes a branch and a commit of the new image tags, with the change log.")]
public sealed class CommitTask : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<CommitStep>().RunAsync(context.Scope, context.Interrupted);
}
