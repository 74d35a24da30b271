using Cake.Core;

namespace Cake.Frosting;

/// <summary>What a run does after each task.</summary>
public interface IFrostingTaskTeardown
{
    /// <summary>Runs after each task, a skipped one too; not in a dry run.</summary>
    /// <param name="context">The run's context.</param>
    /// <param name="info">The task, how long it took, and whether it was skipped or failed.</param>
    void Teardown(ICakeContext context, ITaskTeardownContext info);
}
