using System.Text;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Deploy.Clusters;

/// <summary>The secret values that a pod was given, so that they can be kept out of what it printed.</summary>
/// <param name="cluster">The cluster.</param>
public sealed class PodSecrets(ClusterApi cluster)
{
    // Besides its token, it holds the namespace's name and a public certificate.
    private const string AccountToken = "kubernetes.io/service-account-token";

    /// <summary>
    /// Values of the Secrets that a pod's environment and volumes name, and of variables that are named like secrets;
    /// Secrets that may not be read are left out.
    /// </summary>
    public async Task<IReadOnlyList<string>> ValuesAsync(V1Pod pod, CancellationToken cancel)
    {
        var values = Containers(pod)
            .SelectMany(container => container.Env ?? [])
            .Where(variable => variable.Value is not null && Redaction.IsSecretName(variable.Name))
            .Select(variable => variable.Value)
            .ToList();
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

    private static IEnumerable<V1Container> Containers(V1Pod pod) =>
        pod.Spec.Containers.Concat(pod.Spec.InitContainers ?? []);

    private static IEnumerable<string> Names(V1Pod pod)
    {
        var containers = Containers(pod).ToList();
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
