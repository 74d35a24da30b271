using Cake.Core;

namespace Cake.Frosting;

/// <summary>
/// A task. What is not overridden is not attached: a task without <see cref="Run" /> only gathers its dependencies,
/// one without <see cref="ShouldRun" /> always runs, one without <see cref="OnError" /> fails the run.
/// </summary>
/// <typeparam name="T">The context that the task needs.</typeparam>
public abstract class FrostingTask<T> : IFrostingTask, IOverrides
    where T : ICakeContext
{
    /// <summary>Does the work.</summary>
    /// <param name="context">The run's context.</param>
    public virtual void Run(T context) { }

    /// <summary>Whether the task is to run. Asked when its turn comes, after the run's setup.</summary>
    /// <param name="context">The run's context.</param>
    public virtual bool ShouldRun(T context) => true;

    /// <summary>Handles what <see cref="Run" /> threw. Unless it throws again, the run goes on.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="context">The run's context.</param>
    public virtual void OnError(Exception exception, T context) { }

    /// <summary>Runs after the task whether it failed or not, but not when it was skipped.</summary>
    /// <param name="context">The run's context.</param>
    public virtual void Finally(T context) { }

    bool IOverrides.Run => Overrides.Declares((Action<T>)Run, typeof(FrostingTask<T>));

    bool IOverrides.ShouldRun => Overrides.Declares((Func<T, bool>)ShouldRun, typeof(FrostingTask<T>));

    bool IOverrides.OnError => Overrides.Declares((Action<Exception, T>)OnError, typeof(FrostingTask<T>));

    bool IOverrides.Finally => Overrides.Declares((Action<T>)Finally, typeof(FrostingTask<T>));

    Task IFrostingTask.RunAsync(ICakeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Run((T)context);
        return Task.CompletedTask;
    }

    bool IFrostingTask.ShouldRun(ICakeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ShouldRun((T)context);
    }

    void IFrostingTask.OnError(Exception exception, ICakeContext context)
    {
        ArgumentNullException.ThrowIfNull(exception);
        ArgumentNullException.ThrowIfNull(context);
        OnError(exception, (T)context);
    }

    void IFrostingTask.Finally(ICakeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Finally((T)context);
    }
}
