using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Deploy.Sandbox.Tls;

/// <summary>
/// One port for both: clients of Kubernetes send their token by TLS only, and those of registries expect none on loopback.
/// Kestrel's own TLS needs the host that this server goes without.
/// </summary>
internal sealed class TlsOrPlain(X509Certificate2 certificate, TimeProvider time)
{
    // How TLS begins, and no method of HTTP does.
    private const byte Handshake = 0x16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SslServerAuthenticationOptions _options = new()
    {
        ServerCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true),
        ApplicationProtocols = [SslApplicationProtocol.Http11],
    };

    /// <summary>Takes each connection as what it begins as.</summary>
    public void Use(ListenOptions listen) => listen.Use(http => connection => ServeAsync(connection, http));

    private async Task ServeAsync(ConnectionContext connection, ConnectionDelegate http)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            if (!await IsTlsAsync(connection.Transport.Input, patience.Token))
            {
                await http(connection);
                return;
            }

            await using var tls = new SslStream(new DuplexStream(connection.Transport));
            await tls.AuthenticateAsServerAsync(_options, patience.Token);
            connection.Transport = new Pipes(PipeReader.Create(tls), PipeWriter.Create(tls));
            await http(connection);
            await tls.ShutdownAsync();
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or AuthenticationException)
        {
            // It was no client of ours, or is gone.
        }
    }

    // Looks at the first byte and leaves it where it is.
    private static async Task<bool> IsTlsAsync(PipeReader input, CancellationToken cancellation)
    {
        var read = await input.ReadAsync(cancellation);
        var isTls = !read.Buffer.IsEmpty && read.Buffer.FirstSpan[0] == Handshake;
        input.AdvanceTo(read.Buffer.Start);
        return isTls;
    }

    private sealed record Pipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
