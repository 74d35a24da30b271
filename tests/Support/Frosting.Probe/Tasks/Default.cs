namespace Cake.Frosting.Probe.Tasks;

[IsDependentOn(typeof(GreetTask))]
public sealed class Default : FrostingTask;
