using Cake.Frosting;
using Deploy.Context;
using Deploy.Model;
using Deploy.Steps.Verify;

namespace Deploy.Tasks.Verify;

/// <summary>Checks that the checkout is what upstream's main branch has, and that prod is meant.</summary>
[TaskDescription("Checks that the checkout is what upstream's main branch has, and that prod is meant.")]
public sealed class VerifyGitClean(DeployArguments arguments) : StageTask(Stage.VerifyGitClean, arguments)
{
    /// <inheritdoc/>
    public override async Task RunAsync(DeployContext context)
    {
        await context.Get<VerifyPromotion>().RunAsync(context.Plan, context.Interrupted);
        await context.Get<VerifyRun>().RunAsync(context.Plan, context.Interrupted);
    }
}
