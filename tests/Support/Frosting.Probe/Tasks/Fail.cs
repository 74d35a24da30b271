using Cake.Core;

namespace Cake.Frosting.Probe.Tasks;

public sealed class Fail : FrostingTask
{
    public override void Run(ICakeContext context) => throw new CakeException(42, "It broke.");
}
