using Cake.Frosting;
using Deploy.Hosting;
using Deploy.Operations.Sandbox;

namespace Deploy.Operations.Entry;

/// <summary>Does what InstallDev does, then keeps the embedded platform running and says where services answer.</summary>
[TaskName(TaskNames.Demo)]
[TaskDescription("Does what InstallDev does, then keeps the embedded platform running: says where services answer.")]
[IsDependentOn(typeof(InstallDevTask))]
public sealed class DemoTask : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) => context.Get<SandboxStep>().RunAsync(context.Interrupted);
}
