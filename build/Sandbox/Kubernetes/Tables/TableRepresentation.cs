using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Resources;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Tables;

/// <summary>Objects as rows of a table, as <c>kubectl get</c> asks for them.</summary>
/// <param name="resource">The kind, with its columns.</param>
/// <param name="clock">What ages are counted to.</param>
/// <param name="includeObject">What each row carries of its object: <c>None</c>, <c>Metadata</c> or <c>Object</c>.</param>
internal sealed class TableRepresentation(ResourceDefinition resource, ServerClock clock, string includeObject)
    : Representation
{
    private IEnumerable<TableColumn> Columns =>
        [
            new TableColumn("Name", item => item.Text("metadata", "name")),
            .. resource.Columns.Where(column => column.Priority == 0),
            new TableColumn("Age", (item, now) => Duration.Since(item.Text("metadata", "creationTimestamp"), now)),
            .. resource.Columns.Where(column => column.Priority > 0),
        ];

    public override JsonNode Single(StoredObject stored) =>
        Table([stored], new JsonObject { ["resourceVersion"] = stored.Revision.ToString() });

    public override JsonNode List(IEnumerable<StoredObject> items, JsonObject metadata) => Table(items, metadata);

    public override JsonObject Bookmark(ResourceDefinition kind, JsonObject metadata) => Table([], metadata);

    private JsonObject Table(IEnumerable<StoredObject> items, JsonObject metadata)
    {
        var columns = Columns.ToList();
        return new JsonObject
        {
            ["kind"] = "Table",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = metadata,
            ["columnDefinitions"] = new JsonArray([
                .. columns.Select(column => new JsonObject
                {
                    ["name"] = column.Name,
                    ["type"] = column.Type,
                    ["format"] = column.Name == "Name" ? "name" : "",
                    ["description"] = "",
                    ["priority"] = column.Priority,
                }),
            ]),
            ["rows"] = new JsonArray([.. items.Select(item => Row(item, columns))]),
        };
    }

    private JsonObject Row(StoredObject stored, List<TableColumn> columns)
    {
        var now = clock.Now;
        var row = new JsonObject
        {
            ["cells"] = new JsonArray([.. columns.Select(column => column.Cell(stored.Json, now).CopyOrNull())]),
        };
        switch (includeObject)
        {
            case "Object":
                row["object"] = stored.Copy();
                break;
            case "Metadata":
                row["object"] = MetadataRepresentation.Of(stored);
                break;
        }

        return row;
    }
}
