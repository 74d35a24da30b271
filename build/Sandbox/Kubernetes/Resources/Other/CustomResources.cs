using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Api;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Resources.Other;

/// <summary>CustomResourceDefinitions, and the kinds that they define.</summary>
internal sealed class CustomResourceDefinitionStrategy : ResourceStrategy
{
    public override bool CountsGenerations => true;

    // It is gone once all that it defines is.
    public override bool DeletesGracefully(JsonObject current) => true;

    public override void Default(JsonObject next)
    {
        var names = next.Ensure("spec").Ensure("names");
        if (names.Text("kind") is { } kind)
        {
            names.Default("singular", kind.ToLowerInvariant());
            names.Default("listKind", $"{kind}List");
        }
    }

    public override IEnumerable<FieldError> Validate(JsonObject next)
    {
        var (plural, group) = (next.Text("spec", "names", "plural"), next.Text("spec", "group"));
        var name = next.Text("metadata", "name");
        if (name != $"{plural}.{group}")
        {
            yield return FieldError.Invalid("metadata.name", name, "must be spec.names.plural+\".\"+spec.group");
        }

        if (string.IsNullOrEmpty(next.Text("spec", "names", "kind")))
        {
            yield return FieldError.Required("spec.names.kind");
        }

        if (next.Text("spec", "scope") is not ("Namespaced" or "Cluster"))
        {
            yield return FieldError.NotSupported("spec.scope", next.At("spec", "scope"), "Cluster", "Namespaced");
        }

        if (!next.Items("spec", "versions").Any(version => version.Flag("storage")))
        {
            yield return FieldError.Invalid(
                "spec.versions",
                next.At("spec", "versions"),
                "must have exactly one version marked as storage version"
            );
        }
    }

    /// <summary>The kinds that a stored definition adds, one per served version, the stored version first.</summary>
    public static IEnumerable<ResourceDefinition> KindsOf(JsonObject definition)
    {
        var spec = definition.Object("spec");
        var names = spec.Object("names");
        return spec.Items("versions")
            .Where(version => version.Flag("served"))
            .OrderByDescending(version => version.Flag("storage"))
            .Select(version => new ResourceDefinition(
                spec.Text("group") ?? "",
                version.Text("name") ?? "",
                names.Text("kind") ?? "",
                names.Text("plural") ?? ""
            )
            {
                Singular = names.Text("singular") ?? "",
                ListKind = names.Text("listKind") ?? "",
                ShortNames = [.. names.Texts("shortNames")],
                Categories = [.. names.Texts("categories")],
                IsNamespaced = spec.Text("scope") == "Namespaced",
                Subresources = version.Object("subresources", "status") is null ? [] : ["status"],
                Strategy = new VersionedStrategy(),
            });
    }
}
