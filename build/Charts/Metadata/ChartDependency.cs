using System.Text.Json.Nodes;

namespace Deploy.Charts.Metadata;

/// <summary>A chart that another chart is built with.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">The range of versions that fit (Chart.yaml), or the version (Chart.lock).</param>
/// <param name="Repository">
/// Where it comes from: <c>file://…</c>, <c>https://…</c>, <c>oci://…</c>, <c>@alias</c>; empty if it lies in
/// <c>charts/</c>.
/// </param>
public sealed record ChartDependency(string Name, string Version, string Repository)
{
    private const string FileScheme = "file://";

    /// <summary>All fields as Helm serialises them, which <see cref="ChartLock"/> takes its digest of.</summary>
    internal JsonObject Fields { get; private init; } = [];

    /// <summary>The path of a dependency that lies on this machine, else null.</summary>
    public string? LocalPath =>
        Repository.StartsWith(FileScheme, StringComparison.Ordinal) ? Repository[FileScheme.Length..] : null;

    internal static ChartDependency Parse(ChartFields fields)
    {
        var dependency = new ChartDependency(
            fields.Required("name"),
            fields.Text("version") ?? "",
            fields.Text("repository") ?? ""
        );

        // In the order of Helm's own type, with what it leaves out when empty left out.
        var all = new JsonObject { ["name"] = dependency.Name };
        AddUnlessEmpty(all, "version", dependency.Version);
        all["repository"] = dependency.Repository;
        AddUnlessEmpty(all, "condition", fields.Text("condition"));
        if (fields.Texts("tags") is { Count: > 0 } tags)
        {
            all["tags"] = new JsonArray([.. tags]);
        }

        if (fields.Flag("enabled"))
        {
            all["enabled"] = true;
        }

        if (fields.TextsOrMaps("import-values") is { Count: > 0 } imports)
        {
            all["import-values"] = imports;
        }

        AddUnlessEmpty(all, "alias", fields.Text("alias"));
        return dependency with { Fields = all };
    }

    private static void AddUnlessEmpty(JsonObject fields, string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            fields[key] = value;
        }
    }

    /// <inheritdoc/>
    public bool Equals(ChartDependency? other) =>
        other is not null && (Name, Version, Repository) == (other.Name, other.Version, other.Repository);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Version, Repository);
}
