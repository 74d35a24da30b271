using Cake.Frosting;
using Deploy.Context;
using Deploy.Steps.Committing;

namespace Deploy.Tasks.Operate;

/// <summary>Makes a branch and a commit of the image tags that a run has written.</summary>
[TaskDescription("Makes a branch and a commit of the new image tags, with the change log.")]
public sealed class Commit : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<CommitTags>().RunAsync(context.Scope, context.Interrupted);
}
