namespace Cake.Frosting.Probe.Tasks;

public abstract class AbstractTask : FrostingTask;
