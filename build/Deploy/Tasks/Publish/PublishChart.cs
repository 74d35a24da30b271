using Cake.Frosting;
using Deploy.Context;
using Deploy.Model;
using Deploy.Steps.Publish;
using Deploy.Tasks.Values;

namespace Deploy.Tasks.Publish;

/// <summary>Publishes the chart versions that the repository lacks.</summary>
[TaskDescription("Publishes the chart versions that the repository lacks.")]
[IsDependentOn(typeof(UpdateValues))]
public sealed class PublishChart(Lazy<PublishCharts> step, DeployArguments arguments)
    : StageTask(Stage.PublishChart, arguments)
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) => step.Value.RunAsync(context.Plan, context.Interrupted);
}
