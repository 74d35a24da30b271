using Cake.Frosting;
using Deploy.Context;
using Deploy.Steps.Operate;

namespace Deploy.Tasks.Entry;

/// <summary>Does what InstallDev does, then keeps the embedded platform running and says where services answer.</summary>
[TaskDescription("Does what InstallDev does, then keeps the embedded platform running: says where services answer.")]
[IsDependentOn(typeof(InstallDev))]
public sealed class Demo : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) => context.Get<KeepSandbox>().RunAsync(context.Interrupted);
}
