using System.Net;
using System.Text;
using Deploy.Model.Errors;
using Deploy.Sandbox.Front;
using Deploy.Sandbox.Kubernetes;
using Deploy.Sandbox.Kubernetes.Resources;
using Deploy.Sandbox.Tls;
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
internal sealed class SandboxOwner : ISandboxUse
{
    private const int LargestHead = 1024 * 1024;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly KestrelServer _server;
    private readonly SandboxApplication _application;
    private readonly Guests _guests;
    private readonly StateFolder _folder;
    private readonly FileStream _lock;

    private SandboxOwner(
        KestrelServer server,
        SandboxApplication application,
        Guests guests,
        StateFolder folder,
        FileStream held,
        SandboxAccess access
    )
    {
        _server = server;
        _application = application;
        _guests = guests;
        _folder = folder;
        _lock = held;
        Access = access;
    }

    public SandboxAccess Access { get; }

    public bool IsOwner => true;

    /// <summary>Never: this process ends it.</summary>
    public Task Ended { get; } = new TaskCompletionSource().Task;

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
        // What is left was a killed process's, whose guests and helms go on with it.
        var certificate = folder.ReadCertificate(options.Time) ?? folder.DrawCertificate(options.Time);
        var token = folder.ReadToken() ?? AccessToken.Draw(options.Secrets);
        var guests = new Guests(
            aliases => Serve(folder, clusters, options.Time, aliases),
            options.GuestGrace,
            options.Time
        );
        var application = new SandboxApplication(new Door(token), clusters, guests, options.Endpoints);
        try
        {
            folder.WriteToken(token);
            var (server, port) = await BindAsync(
                application,
                new TlsOrPlain(certificate, options.Time),
                options.Port,
                folder.ReadAddress()?.Port,
                cancellation
            );
            var access = new SandboxAccess(new Uri($"http://127.0.0.1:{port}/"), token, certificate);
            folder.WriteKubeconfig(access, clusters.Aliases);
            folder.WriteAddress(access.Address);
            return new SandboxOwner(server, application, guests, folder, held, access)
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
        if (!_guests.WereLeft)
        {
            _folder.ForgetSecrets();
        }

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
    private static void Serve(StateFolder folder, ClusterSet clusters, TimeProvider time, IReadOnlyList<string> aliases)
    {
        if (clusters.Add(aliases) && folder.ReadAccess(time) is { } access)
        {
            folder.WriteKubeconfig(access, clusters.Aliases);
        }
    }

    // Addresses shall be the same from run to run, but another program may have taken the port meanwhile.
    private static async Task<(KestrelServer Server, int Port)> BindAsync(
        SandboxApplication application,
        TlsOrPlain connections,
        int? wanted,
        int? last,
        CancellationToken cancellation
    )
    {
        try
        {
            return await BindAsync(application, connections, wanted ?? last ?? 0, cancellation);
        }
        catch (IOException) when (wanted is null && last is not null)
        {
            return await BindAsync(application, connections, 0, cancellation);
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
        TlsOrPlain connections,
        int port,
        CancellationToken cancellation
    )
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        // The API checks sizes itself; image layers have no limit.
        options.Limits.MaxRequestBodySize = null;
        // What the API server takes: selectors stand in addresses.
        options.Limits.MaxRequestLineSize = LargestHead;
        options.Limits.MaxRequestHeadersTotalSize = LargestHead;
        // Warnings repeat what a body said.
        options.ResponseHeaderEncodingSelector = _ => Encoding.UTF8;
        options.Listen(
            IPAddress.Loopback,
            port,
            listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                connections.Use(listen);
            }
        );
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
