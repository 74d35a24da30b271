using Cake.Frosting;
using Deploy.Context;
using Deploy.Steps.Publish;

namespace Deploy.Tasks.Publish;

/// <summary>Checks the whole chart repository; with <c>--repair</c>, adds what is missing in it.</summary>
[TaskDescription("Checks the whole chart repository; with --repair, adds what is missing in it.")]
public sealed class RepoVerify : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context
            .Get<VerifyRepository>()
            .RunAsync(context.Arguments.Repair && !context.Arguments.PlanOnly, context.Interrupted);
}
