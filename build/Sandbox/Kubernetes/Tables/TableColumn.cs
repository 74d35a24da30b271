using System.Text.Json.Nodes;

namespace Deploy.Sandbox.Kubernetes.Tables;

/// <summary>One column of the tables that <c>kubectl get</c> prints.</summary>
/// <param name="Name">The heading.</param>
/// <param name="Cell">The cell for an object, given the time that ages are counted to.</param>
internal sealed record TableColumn(string Name, Func<JsonObject, DateTimeOffset, JsonNode?> Cell)
{
    public TableColumn(string name, Func<JsonObject, JsonNode?> cell)
        : this(name, (item, _) => cell(item)) { }

    /// <summary>0 for what is always shown, 1 for what only <c>-o wide</c> shows.</summary>
    public int Priority { get; init; }

    public string Type { get; init; } = "string";

    /// <summary>A column that only <c>-o wide</c> shows.</summary>
    public static TableColumn Wide(string name, Func<JsonObject, JsonNode?> cell) => new(name, cell) { Priority = 1 };
}
