using Cake.Core;

namespace Cake.Frosting;

/// <summary>What a run does before its first task.</summary>
public interface IFrostingSetup
{
    /// <summary>
    /// Runs once before the first task, however many targets there are; in a dry run too. If it throws, no task runs.
    /// </summary>
    /// <param name="context">The run's context.</param>
    /// <param name="info">The target and the tasks that are to run.</param>
    void Setup(ICakeContext context, ISetupContext info);
}
