using Deploy.Model;

namespace Deploy.Sandbox;

/// <summary>
/// The embedded platform, running: Kubernetes clusters (and what else <see cref="SandboxOptions.Endpoints"/> adds) on a
/// loopback address.
/// </summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly IAsyncDisposable _user;

    private SandboxServer(Uri address, string kubeconfigPath, bool isOwner, IAsyncDisposable user)
    {
        Address = address;
        KubeconfigPath = kubeconfigPath;
        IsOwner = isOwner;
        _user = user;
    }

    /// <summary>Where it answers, e.g. <c>http://127.0.0.1:41234/</c>.</summary>
    public Uri Address { get; }

    /// <summary>
    /// Where Services answer by <c>http://service.namespace.localhost</c> and this port, and Ingresses by their hosts;
    /// <c>null</c> where no containers run.
    /// </summary>
    public Uri? FrontAddress { get; private init; }

    /// <summary>A kubeconfig with one context for each cluster, named like it.</summary>
    public string KubeconfigPath { get; }

    /// <summary>Whether it runs in this process; otherwise in another one, which it keeps alive.</summary>
    public bool IsOwner { get; }

    /// <summary>
    /// Starts the platform that is kept in a folder, or joins the process that serves it already. If that process dies,
    /// the next one that starts takes over with everything that was there.
    /// </summary>
    /// <exception cref="FailedException">The port is taken, or the process that holds the folder does not answer.</exception>
    /// <exception cref="UsageException">A cluster's alias cannot stand in an address.</exception>
    public static async Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken cancellation)
    {
        var folder = StateFolder.Open(options);
        while (true)
        {
            if (folder.TryLock() is { } held)
            {
                var owner = await SandboxOwner.StartAsync(options, folder, held, cancellation);
                return new SandboxServer(owner.Address, folder.KubeconfigPath, isOwner: true, owner)
                {
                    FrontAddress = folder.ReadFront(),
                };
            }

            if (await SandboxGuest.TryJoinAsync(options, folder, cancellation) is { } guest)
            {
                return new SandboxServer(guest.Address, folder.KubeconfigPath, isOwner: false, guest)
                {
                    FrontAddress = folder.ReadFront(),
                };
            }
        }
    }

    /// <summary>The Kubernetes API of a cluster.</summary>
    public Uri ClusterAddress(string alias) => new(Address, $"clusters/{alias}");

    /// <summary>Stops the platform once nobody uses it any more, or lets go of the one in another process.</summary>
    public ValueTask DisposeAsync() => _user.DisposeAsync();
}
