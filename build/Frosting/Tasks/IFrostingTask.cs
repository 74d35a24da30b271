using Cake.Core;

namespace Cake.Frosting;

/// <summary>
/// A task. Derive from <see cref="FrostingTask{T}" /> or <see cref="AsyncFrostingTask{T}" />: the host takes no other.
/// </summary>
public interface IFrostingTask
{
    /// <summary>
    /// Why the task is skipped, for the log and the report; empty for no reason. The base classes leave this member
    /// alone, so a task that gives a reason names this interface again and implements it.
    /// </summary>
    string SkippedMessage => string.Empty;

    /// <summary>Does the work.</summary>
    /// <param name="context">The run's context.</param>
    Task RunAsync(ICakeContext context);

    /// <summary>Whether the task is to run. Asked when its turn comes, after the run's setup.</summary>
    /// <param name="context">The run's context.</param>
    bool ShouldRun(ICakeContext context);

    /// <summary>Handles what the task threw. Unless it throws again, the run goes on.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="context">The run's context.</param>
    void OnError(Exception exception, ICakeContext context);

    /// <summary>Runs after the task whether it failed or not, but not when it was skipped.</summary>
    /// <param name="context">The run's context.</param>
    void Finally(ICakeContext context);
}
