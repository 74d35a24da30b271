using System.Net;
using k8s;
using k8s.Autorest;

namespace Deploy.Clusters;

/// <summary>
/// The Kubernetes API of one cluster, in process. Connects with the first call. The clients of this folder (namespaces,
/// leases, pods…) share one.
/// </summary>
/// <param name="kubeconfig">The kubeconfig; several files as in <c>KUBECONFIG</c>.</param>
/// <param name="context">A context in it; the current one is never used.</param>
public sealed class ClusterApi(string kubeconfig, string context) : IDisposable
{
    private readonly Lazy<Kubernetes> _api = new(() => new Kubernetes(Configuration(kubeconfig, context)));

    /// <summary>Makes a call, and explains what people can mend: a cluster out of reach, rights that are missing.</summary>
    /// <exception cref="FailedException">The cluster cannot be reached, does not answer in time, or does not let the user.</exception>
    /// <exception cref="HttpOperationException">It answered with another error.</exception>
    public async Task<T> CallAsync<T>(Func<Kubernetes, Task<T>> call)
    {
        var began = TimeProvider.System.GetTimestamp();
        try
        {
            return await call(_api.Value);
        }
        catch (OperationCanceledException error)
            when (TimeProvider.System.GetElapsedTime(began) >= _api.Value.HttpClientTimeout)
        {
            throw new FailedException(
                $"The cluster of context {Printable.Quote(context)} has not answered within {_api.Value.HttpClientTimeout.TotalSeconds:0} s",
                error
            )
            {
                NextStep = $"check the network, and kubectl --context {context} get namespaces",
            };
        }
        catch (HttpRequestException error)
        {
            throw new FailedException(
                $"The cluster of context {Printable.Quote(context)} cannot be reached: {error.Message}",
                error
            )
            {
                NextStep = $"check the network, and kubectl --context {context} get namespaces",
            };
        }
        catch (HttpOperationException error)
            when (error.Response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new FailedException(
                $"The cluster of context {Printable.Quote(context)} does not let you: {Printable.Escape(error.Response.Content)}",
                error
            )
            {
                NextStep = "renew your credentials, or ask for the rights; --target=Doctor shows which are missing",
            };
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_api.IsValueCreated)
        {
            _api.Value.Dispose();
        }
    }

    private static KubernetesClientConfiguration Configuration(string kubeconfig, string context)
    {
        var files = kubeconfig
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(File.Exists)
            .ToList();
        var found = files
            .Select(file => (File: file, Config: KubernetesClientConfiguration.LoadKubeConfig(file)))
            .ToList();
        var contexts = found.SelectMany(entry => entry.Config.Contexts ?? []).Select(entry => entry.Name).ToList();
        if (!contexts.Contains(context))
        {
            throw new RefusedException(
                $"There is no context {Printable.Quote(context)} in {kubeconfig}{Nearest.Suggestion(context, contexts)}"
            )
            {
                NextStep =
                    "set it up (e.g. aws eks update-kubeconfig --alias), or set context: on the cluster in the catalog",
            };
        }

        var home = found.First(entry => entry.Config.Contexts?.Any(candidate => candidate.Name == context) == true);
        return KubernetesClientConfiguration.BuildConfigFromConfigFile(home.File, context);
    }
}
