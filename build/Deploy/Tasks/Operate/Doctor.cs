using Cake.Frosting;
using Deploy.Context;
using Deploy.Steps.Doctoring;

namespace Deploy.Tasks.Operate;

/// <summary>Says whether everything is there that a deploy needs, and what to do about what is not.</summary>
[TaskDescription("Says whether everything is there that a deploy needs, and what to do about what is not.")]
public sealed class Doctor : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<Examine>().RunAsync(context.Arguments.Environment, context.Arguments.Json, context.Interrupted);
}
