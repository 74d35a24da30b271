using Cake.Frosting;
using Deploy.Arguments;
using Deploy.Hosting;

namespace Deploy.Stages.VerifyGitClean;

/// <summary>Checks that the checkout is what upstream's main branch has, and that prod is meant.</summary>
[TaskName(TaskNames.VerifyGitClean)]
[TaskDescription("Checks that the checkout is what upstream's main branch has, and that prod is meant.")]
public sealed class VerifyGitCleanTask(DeployArguments arguments) : StageTask(Stage.VerifyGitClean, arguments)
{
    /// <inheritdoc/>
    public override async Task RunAsync(DeployContext context)
    {
        await context.Get<VerifyPromotion>().RunAsync(context.Plan, context.Interrupted);
        await context.Get<VerifyGitCleanStep>().RunAsync(context.Plan, context.Interrupted);
    }
}
