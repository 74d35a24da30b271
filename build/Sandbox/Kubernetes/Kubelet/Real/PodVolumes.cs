using System.Text;
using System.Text.Json.Nodes;
using Deploy.Sandbox.Containers;
using Deploy.Sandbox.Containers.Linux;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Kubelet.Real;

/// <summary>The volumes of a pod, as folders of this machine.</summary>
/// <param name="store">Where ConfigMaps and Secrets are.</param>
/// <param name="pod">The pod.</param>
/// <param name="folder">The pod's folder.</param>
/// <param name="claims">Where the volumes of claims are kept beyond their pods.</param>
internal sealed class PodVolumes(ObjectStore store, JsonObject pod, string folder, string claims)
{
    private const UnixFileMode ForAll = (UnixFileMode)0b111_111_111;
    private const UnixFileMode Readable = (UnixFileMode)0b100_100_100;
    private const int AnyExecute = 0b001_001_001;
    private const int DefaultMode = 0b110_100_100;

    private static readonly string[] Kinds =
    [
        "configMap",
        "downwardAPI",
        "emptyDir",
        "persistentVolumeClaim",
        "projected",
        "secret",
    ];

    private readonly string _namespace = pod.Text("metadata", "namespace") ?? "";

    /// <summary>Why a pod's volumes cannot be had here; <c>null</c> when they can.</summary>
    public static string? WhyNot(JsonObject pod) =>
        pod.Items("spec", "volumes")
            .Where(volume => !Kinds.Any(kind => volume.At(kind) is not null) && volume.Count > 1)
            .Select(volume =>
                $"volume {volume.Text("name")} is of a kind that the embedded platform does not have ({string.Join(", ", volume.Select(each => each.Key).Where(key => key != "name"))})"
            )
            .FirstOrDefault();

    /// <summary>Makes all volumes.</summary>
    public void Write()
    {
        foreach (var volume in pod.Items("spec", "volumes"))
        {
            var path = PathOf(volume);
            Directory.CreateDirectory(path);
            LinuxCalls.SetMode(path, ForAll);
            var defaultMode = volume.Number("projected", "defaultMode") ?? DefaultMode;
            foreach (var source in volume.Items("projected", "sources").Append(volume))
            {
                foreach (var (name, content, mode) in FilesOf(source))
                {
                    WriteFile(path, name, content, mode ?? defaultMode);
                }
            }
        }
    }

    /// <summary>Where a container sees which.</summary>
    /// <exception cref="StartFailedException">A path leads out of its volume, or there is no such volume.</exception>
    public IEnumerable<ContainerMount> MountsOf(JsonObject container)
    {
        foreach (var mount in container.Items("volumeMounts"))
        {
            var name = mount.Text("name");
            var volume =
                pod.Items("spec", "volumes").FirstOrDefault(one => one.Text("name") == name)
                ?? throw new StartFailedException($"there is no volume {name}");
            var source = PathOf(volume);
            if (mount.Text("subPath") is { Length: > 0 } part)
            {
                source = Within(source, part);
                if (!Path.Exists(source))
                {
                    Directory.CreateDirectory(source);
                    LinuxCalls.SetMode(source, ForAll);
                }
            }

            var isOurs =
                volume.At("emptyDir") is null && volume.At("persistentVolumeClaim") is null && volume.Count > 1;
            yield return new ContainerMount(source, mount.Text("mountPath") ?? "/", isOurs || mount.Flag("readOnly"));
        }
    }

    private string PathOf(JsonObject volume) =>
        volume.Text("persistentVolumeClaim", "claimName") is { } claim
            ? Path.Combine(claims, _namespace, claim)
            : Path.Combine(folder, "volumes", volume.Text("name") ?? "");

    private IEnumerable<(string Name, byte[] Content, long? Mode)> FilesOf(JsonObject source)
    {
        if (source.Object("configMap") is { } map)
        {
            return Chosen(map, Data("configmaps", map.Text("name")));
        }

        if (source.Object("secret") is { } secret)
        {
            return Chosen(secret, Data("secrets", secret.Text("secretName") ?? secret.Text("name")));
        }

        if (source.Object("downwardAPI") is { } downward)
        {
            return downward
                .Items("items")
                .Select(item => (item.Text("path") ?? "", FieldOf(item), item.Number("mode")));
        }

        return source.Object("serviceAccountToken") is { } token
            ? [(token.Text("path") ?? "token", Encoding.UTF8.GetBytes(Token), null)]
            : [];
    }

    // In form only, as that of `kubectl create token`.
    private string Token => $"sandbox.{_namespace}.{pod.Text("spec", "serviceAccountName")}";

    private byte[] FieldOf(JsonObject item) =>
        Encoding.UTF8.GetBytes(
            item.Object("resourceFieldRef") is { } resource
                ? PodFields.Resource(
                    pod.Items("spec", "containers")
                        .FirstOrDefault(one => one.Text("name") == resource.Text("containerName"))
                        ?? [],
                    resource
                )
                : PodFields.Field(pod, item.Text("fieldRef", "fieldPath")) ?? ""
        );

    private static IEnumerable<(string, byte[], long?)> Chosen(JsonObject source, Dictionary<string, byte[]> data)
    {
        var mode = source.Number("defaultMode");
        var items = source.Items("items").ToList();
        return items.Count == 0
            ? data.Select(each => (each.Key, each.Value, mode))
            : items
                .Where(item => data.ContainsKey(item.Text("key") ?? ""))
                .Select(item => (item.Text("path") ?? "", data[item.Text("key") ?? ""], item.Number("mode") ?? mode));
    }

    private Dictionary<string, byte[]> Data(string resource, string? name) =>
        ObjectData.Of(store.Find(new ObjectKey(resource, _namespace, name ?? ""))?.Json);

    private static void WriteFile(string folder, string name, byte[] content, long mode)
    {
        var path = Within(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        // The container's user is not the owner: all may read, and start what anyone may start.
        LinuxCalls.SetMode(path, (mode & AnyExecute) == 0 ? Readable : Readable | (UnixFileMode)AnyExecute);
    }

    private static string Within(string folder, string name)
    {
        var path = Path.GetFullPath(Path.Combine(folder, name));
        return path.StartsWith($"{Path.GetFullPath(folder)}/", StringComparison.Ordinal)
            ? path
            : throw new StartFailedException($"{name} leads out of its volume");
    }
}
