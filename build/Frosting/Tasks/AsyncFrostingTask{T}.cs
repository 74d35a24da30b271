using Cake.Core;

namespace Cake.Frosting;

/// <summary>
/// A task whose work is asynchronous; the next one starts when it has ended all the same. What is not overridden is not
/// attached, as with <see cref="FrostingTask{T}" />.
/// </summary>
/// <typeparam name="T">The context that the task needs.</typeparam>
public abstract class AsyncFrostingTask<T> : IFrostingTask, IOverrides
    where T : ICakeContext
{
    /// <summary>Does the work.</summary>
    /// <param name="context">The run's context.</param>
    public virtual Task RunAsync(T context) => Task.CompletedTask;

    /// <summary>Whether the task is to run. Asked when its turn comes, after the run's setup.</summary>
    /// <param name="context">The run's context.</param>
    public virtual bool ShouldRun(T context) => true;

    /// <summary>Handles what <see cref="RunAsync" /> threw. Unless it throws again, the run goes on.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="context">The run's context.</param>
    public virtual void OnError(Exception exception, T context) { }

    /// <summary>Runs after the task whether it failed or not, but not when it was skipped.</summary>
    /// <param name="context">The run's context.</param>
    public virtual void Finally(T context) { }

    bool IOverrides.Run => Overrides.Declares((Func<T, Task>)RunAsync, typeof(AsyncFrostingTask<T>));

    bool IOverrides.ShouldRun => Overrides.Declares((Func<T, bool>)ShouldRun, typeof(AsyncFrostingTask<T>));

    bool IOverrides.OnError => Overrides.Declares((Action<Exception, T>)OnError, typeof(AsyncFrostingTask<T>));

    bool IOverrides.Finally => Overrides.Declares((Action<T>)Finally, typeof(AsyncFrostingTask<T>));

    Task IFrostingTask.RunAsync(ICakeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return RunAsync((T)context);
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
