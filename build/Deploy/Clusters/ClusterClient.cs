using System.Net;
using Deploy.Model;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Deploy.Clusters;

/// <summary>The Kubernetes API of one cluster, in process. Connects with the first call.</summary>
/// <param name="kubeconfig">The kubeconfig; several files as in <c>KUBECONFIG</c>.</param>
/// <param name="context">A context in it; the current one is never used.</param>
public sealed class ClusterClient(string kubeconfig, string context) : INamespaces, IDisposable
{
    private readonly Lazy<Kubernetes> _api = new(() => new Kubernetes(Configuration(kubeconfig, context)));

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, string>?> LabelsAsync(
        NamespaceName name,
        CancellationToken cancellation
    )
    {
        try
        {
            var found = await Explained(() =>
                _api.Value.CoreV1.ReadNamespaceAsync(name.Value, cancellationToken: cancellation)
            );
            return (found.Metadata.Labels ?? new Dictionary<string, string>()).AsReadOnly();
        }
        catch (HttpOperationException error) when (error.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task EnsureAsync(
        NamespaceName name,
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellation
    )
    {
        var wanted = new V1Namespace
        {
            Metadata = new V1ObjectMeta { Name = name.Value, Labels = new Dictionary<string, string>(labels) },
        };
        try
        {
            await Explained(() => _api.Value.CoreV1.CreateNamespaceAsync(wanted, cancellationToken: cancellation));
        }
        catch (HttpOperationException error) when (error.Response.StatusCode == HttpStatusCode.Conflict)
        {
            var patch = new V1Patch(new { metadata = new { labels } }, V1Patch.PatchType.MergePatch);
            await Explained(() =>
                _api.Value.CoreV1.PatchNamespaceAsync(patch, name.Value, cancellationToken: cancellation)
            );
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

    private async Task<T> Explained<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
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
