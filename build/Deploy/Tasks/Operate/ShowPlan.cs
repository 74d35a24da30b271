using Cake.Frosting;
using Deploy.Context;
using Deploy.Reporting;
using Deploy.Steps.Planning.Saving;

namespace Deploy.Tasks.Operate;

/// <summary>Says everything that the run would do, and does none of it.</summary>
[TaskDescription("What --plan runs in place of the target.")]
public sealed class ShowPlan : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(DeployContext context)
    {
        var file = context.Arguments.SavePlan;
        if (file is not null)
        {
            await context.Get<SavePlan>().RunAsync(context.Plan, context.WordsOfRun, file, context.Interrupted);
        }

        context.Get<PlanText>().Write(context.Plan, context.Arguments.Json, file);
    }
}
