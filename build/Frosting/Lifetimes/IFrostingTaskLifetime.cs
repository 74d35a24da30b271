namespace Cake.Frosting;

/// <summary>What a run does before and after each task.</summary>
public interface IFrostingTaskLifetime : IFrostingTaskSetup, IFrostingTaskTeardown;
