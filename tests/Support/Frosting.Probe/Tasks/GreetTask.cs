using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Probe.Tasks;

[TaskDescription("Says hello")]
public sealed class GreetTask : FrostingTask
{
    public override void Run(ICakeContext context) => context.Log.Information("Hello");
}
