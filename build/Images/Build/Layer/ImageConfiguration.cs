using System.Text.Json.Nodes;
using Deploy.Oci.Manifests;

namespace Deploy.Images.Build.Layer;

/// <summary>An image's configuration: the base's, with what a build adds. Nothing else of the base's changes.</summary>
internal static class ImageConfiguration
{
    public static byte[] Of(BaseImage @base, ImageBuild build, IReadOnlyList<ImageLayer> layers)
    {
        var image = @base.Configuration.DeepClone().AsObject();
        image["created"] = build.Source.Created;

        var run = ObjectIn(image, "config");
        run["Entrypoint"] = Strings(build.EntryPoint ?? [build.PexPath]);
        // The base's arguments were meant for the base's program.
        run.Remove("Cmd");
        SetEnvironment(ListIn(run, "Env"), build.Environment);
        var labels = ObjectIn(run, "Labels");
        foreach (var (name, value) in ImageLabels.Of(build))
        {
            labels[name] = value;
        }

        var files = ObjectIn(image, "rootfs");
        files["type"] = "layers";
        var diffIds = ListIn(files, "diff_ids");
        var history = ListIn(image, "history");
        foreach (var layer in layers)
        {
            diffIds.Add((JsonNode)layer.DiffId.Value);
            history.Add((JsonNode)new JsonObject { ["created"] = build.Source.Created, ["created_by"] = "deploy" });
        }

        return OciJson.Write(json => image.WriteTo(json));
    }

    private static void SetEnvironment(JsonArray variables, IReadOnlyDictionary<string, string> added)
    {
        foreach (var (name, value) in added.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            foreach (var old in variables.Where(variable => IsNamed(variable, name)).ToList())
            {
                variables.Remove(old);
            }

            variables.Add((JsonNode)$"{name}={value}");
        }
    }

    private static bool IsNamed(JsonNode? variable, string name) =>
        ((string?)variable)?.StartsWith($"{name}=", StringComparison.Ordinal) == true;

    private static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode)value)]);

    // Absent and null both mean empty there.
    private static JsonObject ObjectIn(JsonObject parent, string name)
    {
        if (parent[name] is not JsonObject child)
        {
            parent[name] = child = [];
        }

        return child;
    }

    private static JsonArray ListIn(JsonObject parent, string name)
    {
        if (parent[name] is not JsonArray child)
        {
            parent[name] = child = [];
        }

        return child;
    }
}
