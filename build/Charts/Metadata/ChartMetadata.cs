using System.Text.Json.Nodes;
using Deploy.Charts.Contents;

namespace Deploy.Charts.Metadata;

/// <summary>What a chart says about itself in <c>Chart.yaml</c>.</summary>
public sealed class ChartMetadata
{
    /// <summary>The file's name.</summary>
    public const string FileName = "Chart.yaml";

    private static readonly string[] TextFields =
    [
        "apiVersion",
        "name",
        "version",
        "appVersion",
        "kubeVersion",
        "description",
        "type",
        "home",
        "icon",
        "condition",
        "tags",
    ];

    private ChartMetadata(
        ChartName name,
        ChartVersion version,
        IReadOnlyList<ChartDependency> dependencies,
        JsonObject fields
    )
    {
        Name = name;
        Version = version;
        Dependencies = dependencies;
        Fields = fields;
    }

    /// <summary>The chart's name.</summary>
    public ChartName Name { get; }

    /// <summary>The chart's version.</summary>
    public ChartVersion Version { get; }

    /// <summary>The version of what it installs, if it says.</summary>
    public string? AppVersion => Fields["appVersion"]?.GetValue<string>();

    /// <summary>The charts that it is built with.</summary>
    public IReadOnlyList<ChartDependency> Dependencies { get; }

    /// <summary>The fields that Helm knows, without those that are empty: what stands in an index, and decides equality.</summary>
    internal JsonObject Fields { get; }

    /// <summary>The fields as JSON: what the helm-s3 plugin keeps beside a package, and an OCI registry as its config.</summary>
    public string ToJson() => Fields.ToJsonString();

    /// <summary>Whether the other chart says the same, in whatever order and layout.</summary>
    public bool SaysTheSameAs(ChartMetadata other) => JsonNode.DeepEquals(Fields, other.Fields);

    /// <summary>Reads a chart's description from its files (also <c>requirements.yaml</c>, where Helm 2 had dependencies).</summary>
    /// <param name="contents">The chart's files.</param>
    /// <param name="source">The folder or package, for errors.</param>
    /// <exception cref="UsageException">No Chart.yaml, or a field in it is missing or wrong; the location says where.</exception>
    public static ChartMetadata Read(ChartContents contents, string source)
    {
        var file =
            contents.Find(FileName) ?? throw new UsageException($"there is no {FileName} in {Printable.Quote(source)}");
        var requirements = contents.Find("requirements.yaml");
        return Parse(
            ChartFields.Parse(file.Content, $"{source}/{FileName}"),
            requirements is null ? null : ChartFields.Parse(requirements.Content, $"{source}/{requirements.Path}")
        );
    }

    internal static ChartMetadata Parse(ChartFields fields, ChartFields? requirements = null)
    {
        _ = fields.Required("apiVersion");
        var name = fields.Required("name", text => new ChartName(text));
        var version = fields.Required("version", text => new ChartVersion(text));
        _ = fields.Text("type") is not null
            ? fields.Required("type", text => text is "application" or "library" ? text : throw UnknownType(text))
            : null;
        var dependencies = (requirements ?? fields).Mappings("dependencies").Select(ChartDependency.Parse).ToList();
        return new(name, version, dependencies, AllFields(fields, dependencies));
    }

    private static UsageException UnknownType(string text) =>
        new($"the chart type {Printable.Quote(text)} is neither 'application' nor 'library'");

    private static JsonObject AllFields(ChartFields fields, List<ChartDependency> dependencies)
    {
        var all = new JsonObject();
        foreach (var key in TextFields)
        {
            Add(all, key, fields.Text(key));
        }

        Add(all, "deprecated", fields.Flag("deprecated") ? true : null);
        Add(all, "keywords", NullIfEmpty([.. fields.Texts("keywords")]));
        Add(all, "sources", NullIfEmpty([.. fields.Texts("sources")]));
        Add(all, "maintainers", NullIfEmpty([.. fields.Mappings("maintainers").Select(Maintainer)]));
        Add(all, "dependencies", NullIfEmpty([.. dependencies.Select(dependency => dependency.Fields.DeepClone())]));
        if (fields.TextMap("annotations") is { Count: > 0 } annotations)
        {
            all["annotations"] = annotations;
        }

        return all;
    }

    private static JsonObject Maintainer(ChartFields fields)
    {
        var maintainer = new JsonObject();
        foreach (var key in (ReadOnlySpan<string>)["name", "email", "url"])
        {
            Add(maintainer, key, fields.Text(key));
        }

        return maintainer;
    }

    private static JsonArray? NullIfEmpty(JsonNode?[] items) => items.Length == 0 ? null : new JsonArray(items);

    private static void Add(JsonObject fields, string key, JsonNode? value)
    {
        if (value is not null)
        {
            fields[key] = value;
        }
    }
}
