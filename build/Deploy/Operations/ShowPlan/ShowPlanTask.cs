using Cake.Frosting;
using Deploy.Hosting;
using Deploy.Planning.Saving;

namespace Deploy.Operations.ShowPlan;

/// <summary>Says everything that the run would do, and does none of it.</summary>
[TaskName(TaskNames.ShowPlan)]
[TaskDescription("What --plan runs in place of the target.")]
public sealed class ShowPlanTask : AsyncFrostingTask<DeployContext>
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
