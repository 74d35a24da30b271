using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deploy.Clusters.Releases;
using Deploy.Yaml;
using Deploy.Yaml.Parsing;
using k8s.Models;

namespace Deploy.Clusters.Drift;

/// <summary>
/// Compares what a release said about an object with what the object is. Only what the release said counts: fields that
/// the server or a controller added are no drift, but other values, fields that are gone, and items added to a list are.
/// </summary>
public sealed class FieldDrift
{
    private static readonly Redaction _shapes = new([]);
    private static readonly JsonSerializerOptions _asWritten = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly List<string> _found = [];
    private readonly IReadOnlySet<string> _ignored;
    private readonly bool _isSecret;

    private FieldDrift(IReadOnlySet<string> ignored, bool isSecret) => (_ignored, _isSecret) = (ignored, isSecret);

    /// <summary>The fields that differ, e.g. <c>spec.replicas: 1 → 3</c>; none if the object is as it was made.</summary>
    /// <param name="wanted">The object in the release's manifest.</param>
    /// <param name="live">The object in the cluster.</param>
    /// <param name="ignored">Paths that somebody else looks after, such as the replicas under an autoscaler.</param>
    public static IReadOnlyList<string> Between(ManifestObject wanted, JsonElement live, IReadOnlySet<string> ignored)
    {
        var drift = new FieldDrift(ignored, wanted.Kind == "Secret");
        foreach (var entry in wanted.Content.Entries.Where(entry => entry.Key is not ("status" or "stringData")))
        {
            drift.Compare(entry.Key, entry.Value, Property(live, entry.Key));
        }

        return drift._found;
    }

    private void Compare(string path, YamlNode wanted, JsonElement? live)
    {
        if (_ignored.Contains(path))
        {
            return;
        }

        switch (wanted)
        {
            case YamlMapping mapping when live is { ValueKind: JsonValueKind.Object } found:
                foreach (var entry in mapping.Entries)
                {
                    Compare($"{path}.{entry.Key}", entry.Value, Property(found, entry.Key));
                }

                break;
            case YamlSequence list when live is { ValueKind: JsonValueKind.Array } found:
                CompareItems(path, list, [.. found.EnumerateArray()]);
                break;
            case YamlScalar scalar when IsSame(path, scalar, live):
            case YamlMapping { Count: 0 } or YamlSequence { Count: 0 } when live is null:
                break;
            // A mapping whose every value is the default is left out by the server.
            case YamlMapping mapping when live is null && mapping.Entries.All(entry => IsDefault(entry.Value)):
                break;
            default:
                Add(path, Text(wanted), live is { } other ? Text(other) : "(gone)");
                break;
        }
    }

    // Items with names (containers, variables, ports) are told by them, others by their place.
    private void CompareItems(string path, YamlSequence wanted, List<JsonElement> live)
    {
        var hasNames =
            wanted.All(item => item is YamlMapping mapping && mapping.Find("name") is YamlScalar)
            && live.TrueForAll(item => NameOf(item) is not null);
        for (var index = 0; index < wanted.Count; index++)
        {
            var name = hasNames ? ((YamlMapping)wanted[index]).Find("name")!.AsString() : null;
            var at = hasNames ? live.FindIndex(item => NameOf(item) == name) : index;
            Compare(
                $"{path}[{name ?? index.ToString(CultureInfo.InvariantCulture)}]",
                wanted[index],
                at >= 0 && at < live.Count ? live[at] : null
            );
        }

        var known = hasNames ? wanted.Select(item => ((YamlMapping)item).Find("name")!.AsString()).ToHashSet() : null;
        foreach (var (added, index) in live.Select((item, index) => (item, index)))
        {
            if (known is null ? index >= wanted.Count : !known.Contains(NameOf(added)!))
            {
                Add(
                    $"{path}[{NameOf(added) ?? index.ToString(CultureInfo.InvariantCulture)}]",
                    "(nothing)",
                    Text(added)
                );
            }
        }
    }

    private static bool IsSame(string path, YamlScalar wanted, JsonElement? live) =>
        live is not { } found
            ? IsDefault(wanted)
            : found.ValueKind switch
            {
                JsonValueKind.Null => wanted.IsNull,
                JsonValueKind.True or JsonValueKind.False => wanted.ValueKind == ScalarKind.Boolean
                    && wanted.AsBool() == found.GetBoolean(),
                JsonValueKind.Number => decimal.TryParse(
                    wanted.Value,
                    NumberStyles.Float,
                    CultureInfo.InvariantCulture,
                    out var number
                )
                    && number == found.GetDecimal(),
                JsonValueKind.String => found.GetString() == wanted.Value || IsSameQuantity(path, wanted, found),
                _ => false,
            };

    // The server writes 0.5 as 500m, and 1024Mi as 1Gi.
    private static bool IsSameQuantity(string path, YamlScalar wanted, JsonElement found)
    {
        if (
            !path.Contains(".limits.")
            && !path.Contains(".requests.")
            && !path.EndsWith("Limit", StringComparison.Ordinal)
        )
        {
            return false;
        }

        try
        {
            return new ResourceQuantity(wanted.Value).Equals(new ResourceQuantity(found.GetString()));
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException)
        {
            return false;
        }
    }

    // What Kubernetes leaves out when it writes an object: nothing, "", 0, false, and what holds only such.
    private static bool IsDefault(YamlNode node) =>
        node switch
        {
            YamlScalar { IsNull: true } or YamlScalar { Value: "" or "0" } => true,
            YamlScalar { ValueKind: ScalarKind.Boolean } scalar => !scalar.AsBool(),
            YamlMapping { Count: 0 } or YamlSequence { Count: 0 } => true,
            _ => false,
        };

    private void Add(string path, string wanted, string live) =>
        _found.Add(
            (_isSecret && path.StartsWith("data", StringComparison.Ordinal)) || IsOfSecretName(path)
                ? $"{path} is another"
                : $"{path}: {Short(wanted)} → {Short(live)}"
        );

    // A variable (…env[DB_PASSWORD].value), or an entry of a ConfigMap (data.DB_PASSWORD).
    private static bool IsOfSecretName(string path) =>
        path.LastIndexOf(".env[", StringComparison.Ordinal) is >= 0 and var variable
            ? Redaction.IsSecretName(path[(variable + 5)..path.IndexOf(']', variable)])
            : path.StartsWith("data.", StringComparison.Ordinal) && Redaction.IsSecretName(path);

    // Before it is cut: the half of a token has no shape.
    private static string Short(string text)
    {
        var shown = _shapes.Apply(text);
        return Printable.Escape(shown.Length > 60 ? $"{shown[..60]}…" : shown);
    }

    private static string Text(YamlNode node) =>
        node switch
        {
            YamlScalar scalar => scalar.IsNull ? "(nothing)" : scalar.Value,
            _ => node.Kind,
        };

    private static string Text(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.String => element.GetString()!,
            JsonValueKind.Object or JsonValueKind.Array => WithoutSecrets(JsonNode.Parse(element.GetRawText()))!
                .ToJsonString(_asWritten),
            _ => element.GetRawText(),
        };

    // Inside of what was added, variables have no path of their own.
    private static JsonNode? WithoutSecrets(JsonNode? node)
    {
        foreach (var child in node is JsonArray list ? list : (node as JsonObject)?.Select(entry => entry.Value) ?? [])
        {
            WithoutSecrets(child);
        }

        if (
            node is JsonObject item
            && item["name"] is JsonValue name
            && name.TryGetValue(out string? text)
            && Redaction.IsSecretName(text)
            && item.ContainsKey("value")
        )
        {
            item["value"] = Redaction.Mask;
        }

        return node;
    }

    private static JsonElement? Property(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? value : null;

    private static string? NameOf(JsonElement item) =>
        Property(item, "name") is { ValueKind: JsonValueKind.String } name ? name.GetString() : null;
}
