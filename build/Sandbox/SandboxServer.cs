using System.Net.Http.Headers;
using Deploy.Model.Errors;

namespace Deploy.Sandbox;

/// <summary>
/// The embedded platform, running: Kubernetes clusters (and what else <see cref="SandboxOptions.Endpoints"/> adds) on a
/// loopback address.
/// </summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly SandboxOptions _options;
    private readonly StateFolder _folder;
    private readonly CancellationTokenSource _leaving = new();
    private readonly Task _staying;
    private volatile ISandboxUse _use;

    private SandboxServer(SandboxOptions options, StateFolder folder, ISandboxUse use)
    {
        _options = options;
        _folder = folder;
        _use = use;
        _staying = StayAsync();
    }

    /// <summary>Where it answers, e.g. <c>http://127.0.0.1:41234/</c>.</summary>
    public Uri Address => _use.Access.Address;

    /// <summary>What every request must carry: to clusters as a bearer token, to the registry as the password of any user.</summary>
    public string Token => _use.Access.Token.Value;

    /// <summary>The token as requests of this program carry it.</summary>
    public AuthenticationHeaderValue Authorization => _use.Access.Token.ToHeader();

    /// <summary>The file that has the token alone.</summary>
    public string TokenPath => _folder.TokenPath;

    /// <summary>
    /// Where Services answer by <c>http://service.namespace.localhost</c> and this port, and Ingresses by their hosts;
    /// <c>null</c> where no containers run.
    /// </summary>
    public Uri? FrontAddress => _folder.ReadFront();

    /// <summary>A kubeconfig with one context for each cluster, named like it.</summary>
    public string KubeconfigPath => _folder.KubeconfigPath;

    /// <summary>Whether it runs in this process; otherwise in another one, which it keeps alive.</summary>
    public bool IsOwner => _use.IsOwner;

    /// <summary>
    /// Starts the platform that is kept in a folder, or joins the process that serves it already. If that process ends,
    /// one of its guests, or the next one that starts, takes over with everything that was there.
    /// </summary>
    /// <exception cref="FailedException">The port is taken, the process that holds the folder does not answer, or the
    /// folder is another user's.</exception>
    /// <exception cref="UsageException">A cluster's alias cannot stand in an address.</exception>
    public static async Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken cancellation)
    {
        var folder = StateFolder.Open(options);
        return new SandboxServer(options, folder, await UseAsync(options, folder, cancellation));
    }

    /// <summary>The Kubernetes API of a cluster.</summary>
    public Uri ClusterAddress(string alias) => new(Address, $"clusters/{alias}");

    /// <summary>Stops the platform once nobody uses it any more, or lets go of the one in another process.</summary>
    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _staying;
        await _use.DisposeAsync();
        _leaving.Dispose();
    }

    private static async Task<ISandboxUse> UseAsync(
        SandboxOptions options,
        StateFolder folder,
        CancellationToken cancellation
    )
    {
        while (true)
        {
            if (folder.TryLock() is { } held)
            {
                return await SandboxOwner.StartAsync(options, folder, held, cancellation);
            }

            if (await SandboxGuest.TryJoinAsync(options, folder, cancellation) is { } guest)
            {
                return guest;
            }
        }
    }

    // A guest whose host has ended serves the platform itself, or visits whoever was quicker.
    private async Task StayAsync()
    {
        try
        {
            while (true)
            {
                await _use.Ended.WaitAsync(_leaving.Token);
                var next = await UseAsync(_options, _folder, _leaving.Token);
                await _use.DisposeAsync();
                _use = next;
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // This process is done with it.
        }
        catch (Exception problem) when (problem is FailedException or IOException or UnauthorizedAccessException)
        {
            // Nobody serves it any more, as every request now finds out.
        }
    }
}
