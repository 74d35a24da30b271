using Cake.Frosting;
using Deploy.Arguments;
using Deploy.Hosting;
using Deploy.Locking;
using Deploy.Stages.UpdateValues;

namespace Deploy.Stages.PublishChart;

/// <summary>Publishes the chart versions that the repository lacks.</summary>
[TaskName(TaskNames.PublishChart)]
[TaskDescription("Publishes the chart versions that the repository lacks.")]
[IsDependentOn(typeof(UpdateValuesTask))]
public sealed class PublishChartTask(DeployArguments arguments) : StageTask(Stage.PublishChart, arguments)
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context
            .Get<LockedStage>()
            .RunAsync(Stage.PublishChart, context.Plan, context.Get<PublishChartStep>().RunAsync, context.Interrupted);
}
