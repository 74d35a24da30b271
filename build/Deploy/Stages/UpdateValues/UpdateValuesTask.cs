using Cake.Frosting;
using Deploy.Arguments;
using Deploy.Hosting;
using Deploy.Stages.PushEcr;

namespace Deploy.Stages.UpdateValues;

/// <summary>Writes the new image tags into values.yaml, byte for byte.</summary>
[TaskName(TaskNames.UpdateValues)]
[TaskDescription("Writes the new image tags into values.yaml, byte for byte.")]
[IsDependentOn(typeof(PushEcrTask))]
public sealed class UpdateValuesTask(DeployArguments arguments) : StageTask(Stage.UpdateValues, arguments)
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<UpdateValuesStep>().RunAsync(context.Plan, context.Interrupted);
}
