using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Kubelet;

/// <summary>Something that a pod refers to and that is not there.</summary>
/// <param name="Message">What is missing, as the kubelet words it.</param>
/// <param name="Volume">The volume that needs it; <c>null</c> when an environment variable does.</param>
internal sealed record MissingDependency(string Message, string? Volume)
{
    public bool IsVolume => Volume is not null;
}

/// <summary>Looks for the ConfigMaps and Secrets that a pod cannot start without.</summary>
internal static class PodDependencies
{
    public static MissingDependency? FirstMissing(ObjectStore store, StoredObject pod) =>
        Volumes(store, pod).Concat(Environment(store, pod)).FirstOrDefault();

    private static IEnumerable<MissingDependency> Volumes(ObjectStore store, StoredObject pod)
    {
        foreach (var volume in pod.Json.Items("spec", "volumes"))
        {
            var sources = volume.Items("projected", "sources").Append(volume);
            foreach (var source in sources)
            {
                var missing =
                    Missing(store, pod, "configmaps", source.Object("configMap"), "name")
                    ?? Missing(
                        store,
                        pod,
                        "secrets",
                        source.Object("secret"),
                        ReferenceEquals(source, volume) ? "secretName" : "name"
                    );
                if (missing is not null)
                {
                    yield return new MissingDependency(missing, volume.Text("name") ?? "");
                }
            }
        }
    }

    private static IEnumerable<MissingDependency> Environment(ObjectStore store, StoredObject pod)
    {
        foreach (var container in pod.Json.Items("spec", "containers").Concat(pod.Json.Items("spec", "initContainers")))
        {
            var all = container
                .Items("envFrom")
                .Select(source =>
                    Missing(store, pod, "configmaps", source.Object("configMapRef"), "name")
                    ?? Missing(store, pod, "secrets", source.Object("secretRef"), "name")
                );
            var single = container
                .Items("env")
                .Select(variable => variable.Object("valueFrom"))
                .Select(source =>
                    MissingKey(store, pod, "configmaps", source.Object("configMapKeyRef"))
                    ?? MissingKey(store, pod, "secrets", source.Object("secretKeyRef"))
                );
            foreach (var message in all.Concat(single).OfType<string>())
            {
                yield return new MissingDependency(message, null);
            }
        }
    }

    private static string? Missing(
        ObjectStore store,
        StoredObject pod,
        string resource,
        JsonObject? reference,
        string nameField
    ) =>
        reference.Text(nameField) is { Length: > 0 } name
        && !reference.Flag("optional")
        && store.Find(new ObjectKey(resource, pod.Key.Namespace, name)) is null
            ? $"{resource.TrimEnd('s')} \"{name}\" not found"
            : null;

    private static string? MissingKey(ObjectStore store, StoredObject pod, string resource, JsonObject? reference)
    {
        if (Missing(store, pod, resource, reference, "name") is { } missing)
        {
            return missing;
        }

        var (name, key) = (reference.Text("name") ?? "", reference.Text("key"));
        if (key is null || reference.Flag("optional"))
        {
            return null;
        }

        var kind = resource == "secrets" ? "Secret" : "ConfigMap";
        return
            store.Find(new ObjectKey(resource, pod.Key.Namespace, name)) is { } found
            && found.Json.At("data", key) is null
            ? $"couldn't find key {key} in {kind} {pod.Key.Namespace}/{name}"
            : null;
    }
}
