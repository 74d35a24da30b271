using Deploy.Model.Errors;

namespace Deploy.Sandbox;

/// <summary>Uses the platform of another process, and keeps that process from stopping it meanwhile.</summary>
internal sealed class SandboxGuest : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpClient _client;
    private readonly HttpResponseMessage _visit;

    private SandboxGuest(HttpClient client, HttpResponseMessage visit, Uri address)
    {
        _client = client;
        _visit = visit;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Joins the process that has the folder; <c>null</c> when it has let go of it meanwhile.</summary>
    /// <exception cref="FailedException">It has the folder, but does not answer.</exception>
    public static async Task<SandboxGuest?> TryJoinAsync(
        SandboxOptions options,
        StateFolder folder,
        CancellationToken cancellation
    )
    {
        var started = options.Time.GetTimestamp();
        while (true)
        {
            if (await VisitAsync(folder.ReadAddress(), options.Clusters, cancellation) is { } guest)
            {
                return guest;
            }

            if (folder.TryLock() is { } free)
            {
                await free.DisposeAsync();
                return null;
            }

            if (options.Time.GetElapsedTime(started) > Patience)
            {
                throw new FailedException($"another process holds {options.StateFolder}, but does not answer")
                {
                    NextStep = "end that process, or wait until it is done",
                };
            }

            await Task.Delay(Pause, options.Time, cancellation);
        }
    }

    public ValueTask DisposeAsync()
    {
        _visit.Dispose();
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<SandboxGuest?> VisitAsync(
        Uri? address,
        IReadOnlyList<string> clusters,
        CancellationToken cancellation
    )
    {
        if (address is null)
        {
            return null;
        }

        // The visit has no end that could be read: letting go of it must close it at once.
        var handler = new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero };
        var client = new HttpClient(handler) { BaseAddress = address, Timeout = Patience };
        try
        {
            var visit = await client.GetAsync(
                $"{Guests.Path}?clusters={string.Join(',', clusters)}",
                HttpCompletionOption.ResponseHeadersRead,
                cancellation
            );
            if (visit.IsSuccessStatusCode)
            {
                return new SandboxGuest(client, visit, address);
            }

            visit.Dispose();
        }
        catch (HttpRequestException)
        {
            // The owner is only just starting, or just gone.
        }

        client.Dispose();
        return null;
    }
}
