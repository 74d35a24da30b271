using Cake.Frosting;
using Deploy.Context;
using Deploy.Steps.Publish;

namespace Deploy.Tasks.Publish;

/// <summary>Raises the version of charts in their Chart.yaml, and changes nothing else there.</summary>
[TaskDescription("Raises the version of charts in their Chart.yaml, and changes nothing else there.")]
public sealed class BumpChart : FrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override void Run(DeployContext context) =>
        context.Get<BumpCharts>().Run(context.Selected.Services, context.Arguments.Part, context.Arguments.PlanOnly);
}
