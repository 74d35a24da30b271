namespace Cake.Frosting.Probe.Tasks;

internal sealed class Hidden : FrostingTask;
