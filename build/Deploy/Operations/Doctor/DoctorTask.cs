using Cake.Frosting;
using Deploy.Hosting;

namespace Deploy.Operations.Doctor;

/// <summary>Says whether everything is there that a deploy needs, and what to do about what is not.</summary>
[TaskName(TaskNames.Doctor)]
[TaskDescription("Says whether everything is there that a deploy needs, and what to do about what is not.")]
public sealed class DoctorTask : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<DoctorStep>().RunAsync(context.Arguments.Environment, context.Arguments.Json, context.Interrupted);
}
