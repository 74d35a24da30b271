using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Api.Discovery;
using Deploy.Sandbox.Kubernetes.Api.Subresources;
using Deploy.Sandbox.Kubernetes.Api.Verbs;
using Deploy.Sandbox.Kubernetes.Resources;
using Microsoft.AspNetCore.Http;

namespace Deploy.Sandbox.Kubernetes.Api;

/// <summary>The HTTP API of one cluster.</summary>
internal sealed class ClusterApi(Cluster cluster)
{
    private readonly DiscoveryDocuments _discovery = new(cluster.Catalog);
    private readonly OpenApiDocuments _openApi = new(cluster);

    /// <summary>Answers one request.</summary>
    /// <param name="http">The request and its answer.</param>
    /// <param name="path">The path below the cluster's own prefix.</param>
    public async Task HandleAsync(HttpContext http, string path)
    {
        try
        {
            await DispatchAsync(http, path);
        }
        catch (ApiException refusal) when (!http.Response.HasStarted)
        {
            await Answer.WriteAsync(http, refusal.Code, refusal.ToStatus());
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has left; there is nobody to answer.
        }
        catch (Exception defect) when (!http.Response.HasStarted)
        {
            await Answer.WriteAsync(http, StatusCodes.Status500InternalServerError, Describe(defect));
        }
    }

    // Whatever a client sends must not end the server; a defect is answered as the API answers its own.
    private static JsonObject Describe(Exception defect) =>
        ApiErrors.Internal($"{defect.GetType().Name}: {defect.Message}").ToStatus();

    private Task DispatchAsync(HttpContext http, string path)
    {
        if (RequestInfo.Parse(path) is { Plural.Length: > 0 } info)
        {
            var resource = cluster.Catalog.Find(info.Group, info.Version, info.Plural) ?? throw ApiErrors.NoSuchPath();
            return HandleAsync(new ApiRequest(http, cluster, info, resource));
        }

        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            throw ApiErrors.MethodNotAllowed();
        }

        return path.TrimEnd('/') switch
        {
            "/version" => Answer.WriteAsync(http, StatusCodes.Status200OK, ServerVersion.Document()),
            "/healthz" or "/livez" or "/readyz" => http.Response.WriteAsync("ok", http.RequestAborted),
            OpenApiV2Document.Path => WriteAsync(
                http,
                new DiscoveryAnswer(OpenApiV2Document.ContentType, OpenApiV2Document.Encode())
            ),
            _ when _openApi.Find(path) is { } document => Answer.WriteAsync(http, StatusCodes.Status200OK, document),
            _ when _discovery.Find(path, http.Request.Headers.Accept.ToString()) is { } found => WriteAsync(
                http,
                found
            ),
            _ => throw ApiErrors.NoSuchPath(),
        };
    }

    private static Task WriteAsync(HttpContext http, DiscoveryAnswer found)
    {
        http.Response.StatusCode = StatusCodes.Status200OK;
        http.Response.ContentType = found.ContentType;
        return http.Response.Body.WriteAsync(found.Utf8, http.RequestAborted).AsTask();
    }

    private static Task HandleAsync(ApiRequest request)
    {
        var method = request.Http.Request.Method;
        if (request.Info.Subresource.Length > 0)
        {
            return SubresourceEndpoints.HandleAsync(request, method);
        }

        if (ReviewEndpoints.Handles(request.Resource))
        {
            return ReviewEndpoints.HandleAsync(request);
        }

        return (method, request.Info.Name.Length > 0) switch
        {
            // An answer without a body has no events either: HEAD would wait for nothing.
            ("GET", _) when request.QueryFlag("watch") => WatchVerb.HandleAsync(request),
            ("GET" or "HEAD", true) => GetVerb.HandleAsync(request),
            ("GET" or "HEAD", false) => ListVerb.HandleAsync(request),
            ("POST", false) => CreateVerb.HandleAsync(request),
            ("PUT", true) => UpdateVerb.HandleAsync(request, WriteScope.Main),
            ("PATCH", true) => PatchVerb.HandleAsync(request, WriteScope.Main),
            ("DELETE", true) => DeleteVerb.HandleAsync(request),
            ("DELETE", false) => DeleteCollectionVerb.HandleAsync(request),
            _ => throw ApiErrors.MethodNotAllowed(),
        };
    }
}
