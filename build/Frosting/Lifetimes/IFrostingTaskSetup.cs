using Cake.Core;

namespace Cake.Frosting;

/// <summary>What a run does before each task.</summary>
public interface IFrostingTaskSetup
{
    /// <summary>Runs before each task, a skipped one too; not in a dry run. If it throws, the task does not run.</summary>
    /// <param name="context">The run's context.</param>
    /// <param name="info">The task.</param>
    void Setup(ICakeContext context, ITaskSetupContext info);
}
