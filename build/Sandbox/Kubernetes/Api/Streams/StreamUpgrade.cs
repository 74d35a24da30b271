using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Deploy.Sandbox.Kubernetes.Api.Streams;

/// <summary>Turns a request into a connection that both sides write to: by WebSocket (RFC 6455), or by SPDY as old clients do.</summary>
internal static class StreamUpgrade
{
    // RFC 6455, 1.3.
    private const string AcceptSuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>Accepts a WebSocket with the first of the client's protocols that is known here.</summary>
    /// <exception cref="ApiException">It is no such request, or speaks none of the protocols.</exception>
    public static async Task<WebSocket> AcceptWebSocketAsync(HttpContext http, params string[] known)
    {
        var headers = http.Request.Headers;
        var offered = headers.GetCommaSeparatedValues("Sec-WebSocket-Protocol");
        if (
            !headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase)
            || headers["Sec-WebSocket-Key"].ToString() is not { Length: > 0 } key
            || offered.FirstOrDefault(protocol => known.Contains(protocol)) is not { } chosen
        )
        {
            throw ApiErrors.BadRequest(
                $"you must upgrade to a WebSocket with one of the protocols {string.Join(", ", known)}"
            );
        }

        // SHA-1 is what the protocol says; nothing rests on its strength.
#pragma warning disable CA5350
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + AcceptSuffix)));
#pragma warning restore CA5350
        http.Response.Headers["Sec-WebSocket-Accept"] = accept;
        http.Response.Headers["Sec-WebSocket-Protocol"] = chosen;
        var stream = await UpgradeAsync(http, "websocket");
        // The protocol has been answered; .NET takes none with a slash in its name, as port-forward's has.
        return WebSocket.CreateFromStream(
            stream,
            new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = TimeSpan.Zero }
        );
    }

    /// <summary>Answers 101, and gives the connection.</summary>
    public static Task<Stream> UpgradeAsync(HttpContext http, string protocol)
    {
        var feature =
            http.Features.Get<IHttpUpgradeFeature>() ?? throw ApiErrors.BadRequest("the connection cannot be upgraded");
        if (!feature.IsUpgradableRequest)
        {
            throw ApiErrors.BadRequest("unable to upgrade: missing upgrade headers in request");
        }

        http.Response.Headers.Connection = "Upgrade";
        http.Response.Headers.Upgrade = protocol;
        return feature.UpgradeAsync();
    }
}
