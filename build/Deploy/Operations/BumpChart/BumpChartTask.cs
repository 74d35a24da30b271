using Cake.Frosting;
using Deploy.Hosting;

namespace Deploy.Operations.BumpChart;

/// <summary>Raises the version of charts in their Chart.yaml, and changes nothing else there.</summary>
[TaskName(TaskNames.BumpChart)]
[TaskDescription("Raises the version of charts in their Chart.yaml, and changes nothing else there.")]
public sealed class BumpChartTask : FrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override void Run(DeployContext context) =>
        context.Get<BumpChartStep>().Run(context.Selected.Services, context.Arguments.Part, context.Arguments.PlanOnly);
}
