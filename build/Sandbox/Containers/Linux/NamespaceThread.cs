using System.Collections.Concurrent;

namespace Deploy.Sandbox.Containers.Linux;

/// <summary>
/// A thread that may change the namespaces that it is in, which .NET's own threads must not: another piece of work would
/// find itself there. It also is the parent of what it starts: when it ends, they get their parent-death signal.
/// </summary>
internal sealed class NamespaceThread : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    public NamespaceThread()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "containers" };
        _thread.Start();
    }

    /// <summary>Runs something there, and waits for it.</summary>
    public T Run<T>(Func<T> action)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                done.SetResult(action());
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        });
        return done.Task.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }

    private void Run()
    {
        foreach (var action in _work.GetConsumingEnumerable())
        {
            action();
        }
    }
}
