using Cake.Frosting;
using Deploy.Context;
using Deploy.Model;
using Deploy.Steps.Values;
using Deploy.Tasks.Push;

namespace Deploy.Tasks.Values;

/// <summary>Writes the new image tags into values.yaml, byte for byte.</summary>
[TaskDescription("Writes the new image tags into values.yaml, byte for byte.")]
[IsDependentOn(typeof(PushEcr))]
public sealed class UpdateValues(DeployArguments arguments) : StageTask(Stage.UpdateValues, arguments)
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<UpdateTags>().RunAsync(context.Plan, context.Interrupted);
}
