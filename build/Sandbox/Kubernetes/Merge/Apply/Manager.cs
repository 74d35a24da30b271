using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Resources;

namespace Deploy.Sandbox.Kubernetes.Merge.Apply;

/// <summary>Who owns fields, and how it came to own them: one entry of <c>managedFields</c>.</summary>
/// <param name="Name">The field manager's name.</param>
/// <param name="Operation"><c>Apply</c> or <c>Update</c>.</param>
/// <param name="ApiVersion">The version that its fields are named in.</param>
/// <param name="Subresource">Empty, <c>status</c> or <c>scale</c>.</param>
internal sealed record Manager(string Name, string Operation, string ApiVersion, string Subresource)
{
    public static string SubresourceOf(WriteScope scope) =>
        scope == WriteScope.Main ? "" : scope.ToString().ToLowerInvariant();

    /// <summary>The manager as conflicts name it.</summary>
    public string Describe() =>
        $"\"{Name}\"" + (Subresource.Length > 0 ? $" with subresource \"{Subresource}\"" : "") + $" using {ApiVersion}";
}

/// <summary>What a manager owns, since when.</summary>
internal sealed record Ownership(Manager Manager, string? Time, FieldSet Fields)
{
    /// <summary>Reads the <c>managedFields</c> of an object.</summary>
    public static List<Ownership> ReadAll(JsonObject? item) =>
        [
            .. item.Items("metadata", "managedFields")
                .Where(entry => entry.Text("operation") is not null)
                .Select(entry => new Ownership(
                    new Manager(
                        entry.Text("manager") ?? "",
                        entry.Text("operation")!,
                        entry.Text("apiVersion") ?? "",
                        entry.Text("subresource") ?? ""
                    ),
                    entry.Text("time"),
                    FieldSetJson.Read(entry.Object("fieldsV1"))
                )),
        ];

    /// <summary>Writes the <c>managedFields</c> of an object; appliers first, then by age.</summary>
    public static void WriteAll(JsonObject item, IEnumerable<Ownership> ownerships)
    {
        var entries = ownerships
            .Where(ownership => !ownership.Fields.IsEmpty)
            .OrderBy(ownership => ownership.Manager.Operation, StringComparer.Ordinal)
            .ThenBy(ownership => ownership.Time, StringComparer.Ordinal)
            .ThenBy(ownership => ownership.Manager.Name, StringComparer.Ordinal)
            .Select(ownership => ownership.Write())
            .ToArray<JsonNode>();
        var metadata = item.Ensure("metadata");
        if (entries.Length == 0)
        {
            metadata.Remove("managedFields");
        }
        else
        {
            metadata["managedFields"] = new JsonArray(entries);
        }
    }

    private JsonObject Write()
    {
        var entry = new JsonObject
        {
            ["manager"] = Manager.Name,
            ["operation"] = Manager.Operation,
            ["apiVersion"] = Manager.ApiVersion,
            ["time"] = Time,
            ["fieldsType"] = "FieldsV1",
            ["fieldsV1"] = FieldSetJson.Write(Fields),
        };
        if (Manager.Subresource.Length > 0)
        {
            entry["subresource"] = Manager.Subresource;
        }

        return entry;
    }
}
