using Deploy.Model.Errors;

namespace Deploy.Sandbox;

/// <summary>Uses the platform of another process, and keeps that process from stopping it meanwhile.</summary>
internal sealed class SandboxGuest : ISandboxUse
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpClient _client;
    private readonly HttpResponseMessage _visit;

    private SandboxGuest(HttpClient client, HttpResponseMessage visit, SandboxAccess access)
    {
        _client = client;
        _visit = visit;
        Access = access;
        Ended = EndAsync();
    }

    public SandboxAccess Access { get; }

    public bool IsOwner => false;

    /// <summary>When the other process has ended, or is about to.</summary>
    public Task Ended { get; }

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
            if (await VisitAsync(folder.ReadAccess(options.Time), options.Clusters, cancellation) is { } guest)
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

    public async ValueTask DisposeAsync()
    {
        _visit.Dispose();
        _client.Dispose();
        await Ended;
    }

    private async Task EndAsync()
    {
        try
        {
            await _visit.Content.CopyToAsync(Stream.Null);
        }
        catch (Exception error)
            when (error is IOException or HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            // It was killed, or this process has let go of it.
        }
    }

    private static async Task<SandboxGuest?> VisitAsync(
        SandboxAccess? access,
        IReadOnlyList<string> clusters,
        CancellationToken cancellation
    )
    {
        if (access is null)
        {
            return null;
        }

        // The visit has no end that could be read: letting go of it must close it at once.
        var handler = new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero };
        // Nor is the token for whoever may have taken the port meanwhile.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => access.Certificate.Equals(shown);
        var client = new HttpClient(handler) { BaseAddress = access.SecureAddress, Timeout = Patience };
        client.DefaultRequestHeaders.Authorization = access.Token.ToHeader();
        try
        {
            var visit = await client.GetAsync(
                $"{Guests.Path}?clusters={string.Join(',', clusters)}",
                HttpCompletionOption.ResponseHeadersRead,
                cancellation
            );
            if (visit.IsSuccessStatusCode)
            {
                return new SandboxGuest(client, visit, access);
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
