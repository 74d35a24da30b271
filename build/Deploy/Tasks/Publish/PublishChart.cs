using Cake.Frosting;
using Deploy.Context;
using Deploy.Model;
using Deploy.Steps.Locking;
using Deploy.Steps.Publish;
using Deploy.Tasks.Values;

namespace Deploy.Tasks.Publish;

/// <summary>Publishes the chart versions that the repository lacks.</summary>
[TaskDescription("Publishes the chart versions that the repository lacks.")]
[IsDependentOn(typeof(UpdateValues))]
public sealed class PublishChart(DeployArguments arguments) : StageTask(Stage.PublishChart, arguments)
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context
            .Get<LockedStage>()
            .RunAsync(Stage.PublishChart, context.Plan, context.Get<PublishCharts>().RunAsync, context.Interrupted);
}
