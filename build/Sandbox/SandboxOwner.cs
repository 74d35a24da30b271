using System.Net;
using System.Text;
using Deploy.Model;
using Deploy.Sandbox.Front;
using Deploy.Sandbox.Kubernetes;
using Deploy.Sandbox.Kubernetes.Resources;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Deploy.Sandbox;

/// <summary>
/// The process that serves a state folder. Kestrel runs without the usual host around it: that halves the time to the
/// first answer, and every command of the program that uses the platform waits for it.
/// </summary>
internal sealed class SandboxOwner : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly KestrelServer _server;
    private readonly SandboxApplication _application;
    private readonly FileStream _lock;

    private SandboxOwner(KestrelServer server, SandboxApplication application, FileStream held, Uri address)
    {
        _server = server;
        _application = application;
        _lock = held;
        Address = address;
    }

    public Uri Address { get; }

    private Lazy<ContainerSettings>? Containers { get; init; }

    private FrontDoor? Front { get; init; }

    /// <exception cref="FailedException">The port that is asked for is taken.</exception>
    public static async Task<SandboxOwner> StartAsync(
        SandboxOptions options,
        StateFolder folder,
        FileStream held,
        CancellationToken cancellation
    )
    {
        var clusters = new ClusterSet(
            options.Clusters,
            alias => new ClusterSettings(
                alias,
                folder.LogOf(alias),
                new ServerClock(options.Time, options.Random),
                options.ImageExists
            )
            {
                Containers = options.Containers.Value,
            }
        );
        var application = new SandboxApplication(
            clusters,
            new Guests(aliases => Serve(folder, clusters, aliases)),
            options.Endpoints
        );
        try
        {
            var (server, port) = await BindAsync(application, options.Port, folder.ReadAddress()?.Port, cancellation);
            var address = new Uri($"http://127.0.0.1:{port}/");
            folder.WriteKubeconfig(address, clusters.Aliases);
            folder.WriteAddress(address);
            return new SandboxOwner(server, application, held, address)
            {
                Containers = options.Containers,
                Front = OpenFront(options, folder, clusters),
            };
        }
        catch
        {
            await application.DisposeAsync();
            await held.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        await (Front?.DisposeAsync() ?? ValueTask.CompletedTask);
        if (Containers is { IsValueCreated: true, Value.Runtime: { } runtime })
        {
            await runtime.DisposeAsync();
        }

        // Answers under way get the time to arrive; nothing new is begun.
        using var grace = new CancellationTokenSource(Grace);
        await _server.StopAsync(grace.Token);
        _server.Dispose();
        await _lock.DisposeAsync();
    }

    private static FrontDoor? OpenFront(SandboxOptions options, StateFolder folder, ClusterSet clusters)
    {
        if (options.Containers.Value.Runtime is null)
        {
            return null;
        }

        var front = FrontDoor.Open(folder.ReadFront()?.Port, new HostRoutes(clusters.All));
        folder.WriteFront(front.Address);
        return front;
    }

    // A guest may come with another catalog, and so with clusters that this process has not heard of.
    private static void Serve(StateFolder folder, ClusterSet clusters, IReadOnlyList<string> aliases)
    {
        if (clusters.Add(aliases) && folder.ReadAddress() is { } address)
        {
            folder.WriteKubeconfig(address, clusters.Aliases);
        }
    }

    // Addresses shall be the same from run to run, but another program may have taken the port meanwhile.
    private static async Task<(KestrelServer Server, int Port)> BindAsync(
        SandboxApplication application,
        int? wanted,
        int? last,
        CancellationToken cancellation
    )
    {
        try
        {
            return await BindAsync(application, wanted ?? last ?? 0, cancellation);
        }
        catch (IOException) when (wanted is null && last is not null)
        {
            return await BindAsync(application, 0, cancellation);
        }
        catch (IOException error)
        {
            throw new FailedException($"the embedded platform cannot listen on port {wanted}: {error.Message}", error)
            {
                NextStep = "choose another port, or stop what listens there",
            };
        }
    }

    private static async Task<(KestrelServer Server, int Port)> BindAsync(
        SandboxApplication application,
        int port,
        CancellationToken cancellation
    )
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        // The API checks sizes itself; image layers have no limit.
        options.Limits.MaxRequestBodySize = null;
        // Warnings repeat what a body said.
        options.ResponseHeaderEncodingSelector = _ => Encoding.UTF8;
        options.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        var sockets = new SocketTransportFactory(
            Options.Create(new SocketTransportOptions()),
            NullLoggerFactory.Instance
        );
        var server = new KestrelServer(Options.Create(options), sockets, NullLoggerFactory.Instance);
        try
        {
            await server.StartAsync(application, cancellation);
        }
        catch
        {
            server.Dispose();
            throw;
        }

        var address = server.Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return (server, new Uri(address).Port);
    }
}
