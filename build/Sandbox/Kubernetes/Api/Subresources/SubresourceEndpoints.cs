using Deploy.Sandbox.Kubernetes.Api.Verbs;
using Deploy.Sandbox.Kubernetes.Kubelet.Real;
using Deploy.Sandbox.Kubernetes.Resources;

namespace Deploy.Sandbox.Kubernetes.Api.Subresources;

/// <summary>Routes requests below an object.</summary>
internal static class SubresourceEndpoints
{
    public static Task HandleAsync(ApiRequest request, string method)
    {
        var name = request.Info.Subresource;
        if (!request.Resource.Subresources.Contains(name))
        {
            throw ApiErrors.NoSuchPath();
        }

        return (name, method) switch
        {
            ("status", "GET") => GetVerb.HandleAsync(request),
            ("status", "PUT") => UpdateVerb.HandleAsync(request, WriteScope.Status),
            ("status", "PATCH") => PatchVerb.HandleAsync(request, WriteScope.Status),
            ("scale", "GET") => ScaleEndpoint.GetAsync(request),
            ("scale", "PUT" or "PATCH") => ScaleEndpoint.WriteAsync(request, method),
            ("log", "GET") => LogEndpoint.HandleAsync(request),
            ("eviction", "POST") => EvictionEndpoint.HandleAsync(request),
            ("token", "POST") => TokenEndpoint.HandleAsync(request),
            ("exec", "GET" or "POST") when Worker(request) is { } worker => ExecEndpoint.HandleAsync(request, worker),
            ("portforward", "GET" or "POST") when Worker(request) is { } worker => PortForwardEndpoint.HandleAsync(
                request,
                worker
            ),
            ("exec" or "attach" or "portforward", _) => throw NoContainers(request),
            _ => throw ApiErrors.MethodNotAllowed(),
        };
    }

    // Whoever asks for a pod that rests since an earlier run of the platform wakes it.
    private static PodWorker? Worker(ApiRequest request)
    {
        request.Cluster.Pods?.Wake();
        return request.Cluster.Pods?.Find(request.RequireStored().Uid);
    }

    private static ApiException NoContainers(ApiRequest request) =>
        new(
            501,
            "NotImplemented",
            request.Cluster.Pods is null
                ? $"the embedded platform does not run containers, so there is nothing to {request.Info.Subresource} in pod \"{request.Info.Name}\""
                : $"pod \"{request.Info.Name}\" is simulated, so there is nothing to {request.Info.Subresource}"
        );
}
