using System.Text;
using Deploy.Yaml;
using Deploy.Yaml.Parsing;

namespace Deploy.Clusters.Releases;

/// <summary>An object of a release's manifest.</summary>
/// <param name="ApiVersion">E.g. <c>apps/v1</c>.</param>
/// <param name="Kind">E.g. <c>Deployment</c>.</param>
/// <param name="Namespace">Where it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Content">All of it.</param>
public sealed record ManifestObject(
    string ApiVersion,
    string Kind,
    NamespaceName Namespace,
    string Name,
    YamlMapping Content
)
{
    /// <summary>The objects of a manifest.</summary>
    /// <param name="manifest">YAML documents.</param>
    /// <param name="home">The namespace of those that name none.</param>
    public static IReadOnlyList<ManifestObject> Of(string manifest, NamespaceName home) =>
        [
            .. YamlReader
                .ReadAll(Encoding.UTF8.GetBytes(manifest), "the release's manifest", YamlOptions.Values)
                .OfType<YamlMapping>()
                .Select(content => Of(content, home)),
        ];

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}/{Name}";

    private static ManifestObject Of(YamlMapping content, NamespaceName home)
    {
        var metadata = content.Require("metadata").AsMapping();
        return new(
            content.Require("apiVersion").AsString(),
            content.Require("kind").AsString(),
            metadata.Find("namespace") is { } other ? new(other.AsString()) : home,
            metadata.Require("name").AsString(),
            content
        );
    }
}
