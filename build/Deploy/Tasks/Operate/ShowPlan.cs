using Cake.Frosting;
using Deploy.Context;
using Deploy.Reporting;

namespace Deploy.Tasks.Operate;

/// <summary>Says everything that the run would do, and does none of it.</summary>
[TaskDescription("What --plan runs in place of the target.")]
public sealed class ShowPlan : FrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override void Run(DeployContext context) =>
        context.Get<PlanText>().Write(context.Plan, context.Arguments.Json);
}
