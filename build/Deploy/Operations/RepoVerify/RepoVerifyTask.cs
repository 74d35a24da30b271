using Cake.Frosting;
using Deploy.Hosting;

namespace Deploy.Operations.RepoVerify;

/// <summary>Checks the whole chart repository; with <c>--repair</c>, adds what is missing in it.</summary>
[TaskName(TaskNames.RepoVerify)]
[TaskDescription("Checks the whole chart repository; with --repair, adds what is missing in it.")]
public sealed class RepoVerifyTask : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context
            .Get<RepoVerifyStep>()
            .RunAsync(context.Arguments.Repair && !context.Arguments.PlanOnly, context.Interrupted);
}
