using System.Net;
using Deploy.Registry;
using Deploy.Sandbox.Kubernetes.Api;
using Microsoft.AspNetCore.Http;

namespace Deploy.Sandbox;

/// <summary>
/// Lets in who has the platform's token, and nobody else: loopback is open to every user of the machine, and to every page
/// in a browser on it. Looks at headers only, so that nothing of a stranger's request is parsed.
/// </summary>
internal sealed class Door(AccessToken token)
{
    private static readonly PathString Registry = "/v2";

    /// <summary>Why a request stays outside, as an HTTP status; <c>null</c> where it may come in.</summary>
    public int? Refusal(HttpRequest request)
    {
        if (!IsLoopback(request.Host.Host))
        {
            // A page in a browser must not reach the platform by a name that leads here.
            return StatusCodes.Status421MisdirectedRequest;
        }

        if (IsForeign(request))
        {
            return StatusCodes.Status403Forbidden;
        }

        return token.IsBorneBy(request) || (IsForRegistry(request) && token.IsPasswordOf(request))
            ? null
            : StatusCodes.Status401Unauthorized;
    }

    /// <summary>Tells a stranger, in the words of what was asked.</summary>
    public static Task TurnAwayAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        if (status != StatusCodes.Status401Unauthorized)
        {
            return Task.CompletedTask;
        }

        if (IsForRegistry(context.Request))
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"the embedded platform\"";
            return RegistryError.Unauthorized().WriteAsync(context);
        }

        return Answer.WriteAsync(context, status, ApiErrors.Unauthorized().ToStatus());
    }

    private static bool IsForRegistry(HttpRequest request) =>
        request.Path.StartsWithSegments(Registry, StringComparison.Ordinal);

    // Browsers say for which page they ask; no other client does.
    private static bool IsForeign(HttpRequest request) =>
        request.Headers.Origin is { Count: > 0 } origin
        && origin.ToString().ToLowerInvariant() is var page
        && page != $"http://{request.Host}"
        && page != $"https://{request.Host}";

    private static bool IsLoopback(string host) =>
        host is "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
