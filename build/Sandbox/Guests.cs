using Deploy.Model.Errors;
using Deploy.Model.Names;
using Microsoft.AspNetCore.Http;

namespace Deploy.Sandbox;

/// <summary>
/// The other processes that use this one's platform. Each holds a request open while it does, so that its end, however
/// it comes, is noticed; and so does a guest notice when its host has waited long enough, and goes on by itself.
/// </summary>
/// <param name="welcome">Told which clusters a guest needs, before it is let in.</param>
/// <param name="grace">For how long a host that is done waits for its guests.</param>
/// <param name="time">The clock of the wait.</param>
internal sealed class Guests(Action<IReadOnlyList<string>> welcome, TimeSpan grace, TimeProvider time)
    : IAsyncDisposable
{
    public const string Path = "/sandbox/join";

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;
    private bool _isLeaving;

    /// <summary>Whether some were still there when the host had waited long enough.</summary>
    public bool WereLeft { get; private set; }

    /// <summary>Serves one guest until it leaves, or the host does.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (Aliases(context.Request.Query["clusters"].ToString()) is not { } aliases)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        if (!TryEnter())
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _closing.Token);
        try
        {
            welcome(aliases);
            await context.Response.WriteAsync("welcome\n", end.Token);
            await context.Response.Body.FlushAsync(end.Token);
            await Task.Delay(Timeout.Infinite, end.Token);
        }
        catch (OperationCanceledException)
        {
            // One of the two has left.
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Waits until all guests have left, and then no longer than the grace; those that are still there are told.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isLeaving = true;
            TellWhenGone();
        }

        await Task.WhenAny(_gone.Task, Task.Delay(grace, time, _closing.Token));
        WereLeft = !_gone.Task.IsCompleted;
        await _closing.CancelAsync();
        await _gone.Task;
        _closing.Dispose();
    }

    // Names of clusters, as they will stand in paths and in files; null where one is none.
    private static List<string>? Aliases(string list)
    {
        try
        {
            return list.Length == 0 ? [] : [.. list.Split(',').Select(name => new NamespaceName(name).Value)];
        }
        catch (UsageException)
        {
            return null;
        }
    }

    private bool TryEnter()
    {
        lock (_gate)
        {
            if (_gone.Task.IsCompleted || _closing.IsCancellationRequested)
            {
                return false;
            }

            _count++;
            return true;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            _count--;
            TellWhenGone();
        }
    }

    private void TellWhenGone()
    {
        if (_isLeaving && _count == 0)
        {
            _gone.TrySetResult();
        }
    }
}
