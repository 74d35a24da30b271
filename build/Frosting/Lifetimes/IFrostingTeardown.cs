using Cake.Core;

namespace Cake.Frosting;

/// <summary>What a run does after its last task.</summary>
public interface IFrostingTeardown
{
    /// <summary>Runs once after the last task, whether the run succeeded or not; in a dry run too.</summary>
    /// <param name="context">The run's context.</param>
    /// <param name="info">Whether the run succeeded, and what ended it if it did not.</param>
    void Teardown(ICakeContext context, ITeardownContext info);
}
