using Microsoft.AspNetCore.Http;

namespace Deploy.Sandbox;

/// <summary>
/// The other processes that use this one's platform. Each holds a request open while it does, so that its end, however
/// it comes, is noticed.
/// </summary>
/// <param name="welcome">Told which clusters a guest needs, before it is let in.</param>
internal sealed class Guests(Action<IReadOnlyList<string>> welcome)
{
    public const string Path = "/sandbox/join";

    private readonly Lock _gate = new();
    private int _count;
    private TaskCompletionSource? _gone;

    /// <summary>Serves one guest until it leaves.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        lock (_gate)
        {
            _count++;
        }

        welcome(context.Request.Query["clusters"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries));

        try
        {
            await context.Response.WriteAsync("welcome\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // It has left.
        }
        finally
        {
            lock (_gate)
            {
                _count--;
                if (_count == 0)
                {
                    _gone?.TrySetResult();
                }
            }
        }
    }

    public Task WaitUntilGoneAsync()
    {
        lock (_gate)
        {
            if (_count == 0)
            {
                return Task.CompletedTask;
            }

            _gone ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _gone.Task;
        }
    }
}
