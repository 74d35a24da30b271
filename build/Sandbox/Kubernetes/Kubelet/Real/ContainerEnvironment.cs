using System.Text;
using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Kubelet.Real;

/// <summary>
/// The environment of a container: its image's, the Services of its namespace, <c>envFrom</c>, <c>env</c>; the later win.
/// </summary>
internal sealed class ContainerEnvironment(ObjectStore store, JsonObject pod, JsonObject container)
{
    private readonly string _namespace = pod.Text("metadata", "namespace") ?? "";

    public Dictionary<string, string> Over(Dictionary<string, string> image)
    {
        var result = image;
        result["HOSTNAME"] = pod.Text("metadata", "name") ?? "";
        if (pod.At("spec", "enableServiceLinks") is null || pod.Flag("spec", "enableServiceLinks"))
        {
            AddServices(result);
        }

        foreach (var source in container.Items("envFrom"))
        {
            var prefix = source.Text("prefix") ?? "";
            var all = source.Object("configMapRef") is { } map
                ? Data("configmaps", map.Text("name"))
                : Data("secrets", source.Text("secretRef", "name"));
            foreach (var (name, value) in all)
            {
                result[prefix + name] = Encoding.UTF8.GetString(value);
            }
        }

        foreach (var variable in container.Items("env"))
        {
            if (variable.Text("name") is { } name && ValueOf(variable, result) is { } value)
            {
                result[name] = value;
            }
        }

        return result;
    }

    private string? ValueOf(JsonObject variable, Dictionary<string, string> before)
    {
        if (variable.Object("valueFrom") is not { } source)
        {
            return VariableExpansion.Expand(variable.Text("value") ?? "", before);
        }

        return source.Object("fieldRef") is { } field ? PodFields.Field(pod, field.Text("fieldPath"))
            : source.Object("resourceFieldRef") is { } resource ? PodFields.Resource(container, resource)
            : source.Object("configMapKeyRef") is { } map ? Value("configmaps", map)
            : Value("secrets", source.Object("secretKeyRef"));
    }

    private string? Value(string resource, JsonObject? reference) =>
        Data(resource, reference.Text("name")).TryGetValue(reference.Text("key") ?? "", out var value)
            ? Encoding.UTF8.GetString(value)
            : null;

    private Dictionary<string, byte[]> Data(string resource, string? name) =>
        ObjectData.Of(store.Find(new ObjectKey(resource, _namespace, name ?? ""))?.Json);

    // https://kubernetes.io/docs/tutorials/services/connect-applications-service/#environment-variables
    private void AddServices(Dictionary<string, string> result)
    {
        foreach (var service in store.List("services", _namespace))
        {
            if (service.Json.Text("spec", "clusterIP") is not { Length: > 0 } address || address == "None")
            {
                continue;
            }

            var name = service.Key.Name.ToUpperInvariant().Replace('-', '_');
            result[$"{name}_SERVICE_HOST"] = address;
            foreach (var (index, port) in service.Json.Items("spec", "ports").Index())
            {
                var number = port.Number("port") ?? 0;
                if (index == 0)
                {
                    result[$"{name}_SERVICE_PORT"] = $"{number}";
                    result[$"{name}_PORT"] = $"tcp://{address}:{number}";
                }

                if (port.Text("name") is { Length: > 0 } portName)
                {
                    result[$"{name}_SERVICE_PORT_{portName.ToUpperInvariant().Replace('-', '_')}"] = $"{number}";
                }

                var link = $"{name}_PORT_{number}_TCP";
                result[link] = $"tcp://{address}:{number}";
                result[$"{link}_ADDR"] = address;
                result[$"{link}_PORT"] = $"{number}";
                result[$"{link}_PROTO"] = "tcp";
            }
        }
    }
}

/// <summary>The content of ConfigMaps and Secrets, as bytes.</summary>
internal static class ObjectData
{
    public static Dictionary<string, byte[]> Of(JsonObject? item)
    {
        var result = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var isSecret = item.Text("kind") == "Secret";
        foreach (var (name, value) in item.Map("data"))
        {
            result[name] = isSecret ? Convert.FromBase64String(value) : Encoding.UTF8.GetBytes(value);
        }

        foreach (var (name, value) in item.Map("binaryData"))
        {
            result[name] = Convert.FromBase64String(value);
        }

        return result;
    }
}
