using System.Text;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Deploy.Clusters;

/// <summary>The secret values that a pod was given, so that they can be kept out of what it printed.</summary>
/// <param name="cluster">The cluster.</param>
internal sealed class PodSecrets(ClusterApi cluster)
{
    // Besides its token, it holds the namespace's name and a public certificate.
    private const string AccountToken = "kubernetes.io/service-account-token";

    /// <summary>Values of the Secrets that a pod's environment and volumes name; those that may not be read are left out.</summary>
    public async Task<IReadOnlyList<string>> ValuesAsync(V1Pod pod, CancellationToken cancel)
    {
        var values = new List<string>();
        foreach (var name in Names(pod).Distinct())
        {
            try
            {
                var secret = await cluster.CallAsync(api =>
                    api.CoreV1.ReadNamespacedSecretAsync(name, pod.Namespace(), cancellationToken: cancel)
                );
                values.AddRange(
                    (secret.Data ?? new Dictionary<string, byte[]>())
                        .Where(entry => secret.Type != AccountToken || entry.Key == "token")
                        .Select(entry => Encoding.UTF8.GetString(entry.Value))
                );
            }
            catch (Exception error) when (error is HttpOperationException or FailedException)
            {
                // Not there, or not ours to read: the pod's lines still go through the general patterns.
            }
        }

        return values;
    }

    private static IEnumerable<string> Names(V1Pod pod)
    {
        var containers = pod.Spec.Containers.Concat(pod.Spec.InitContainers ?? []).ToList();
        return containers
            .SelectMany(container => container.Env ?? [])
            .Select(variable => variable.ValueFrom?.SecretKeyRef?.Name)
            .Concat(containers.SelectMany(container => container.EnvFrom ?? []).Select(from => from.SecretRef?.Name))
            .Concat((pod.Spec.Volumes ?? []).Select(volume => volume.Secret?.SecretName))
            .Concat(
                (pod.Spec.Volumes ?? [])
                    .SelectMany(volume => volume.Projected?.Sources ?? [])
                    .Select(source => source.Secret?.Name)
            )
            .OfType<string>();
    }
}
