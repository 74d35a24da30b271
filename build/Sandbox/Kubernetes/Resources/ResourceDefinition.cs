using Deploy.Sandbox.Kubernetes.Tables;

namespace Deploy.Sandbox.Kubernetes.Resources;

/// <summary>A kind of object that the API serves.</summary>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Version">Version within the group.</param>
/// <param name="Kind">The kind, e.g. <c>Deployment</c>.</param>
/// <param name="Plural">The name in paths, e.g. <c>deployments</c>.</param>
internal sealed record ResourceDefinition(string Group, string Version, string Kind, string Plural)
{
    public static readonly IReadOnlyList<string> AllVerbs =
    [
        "create",
        "delete",
        "deletecollection",
        "get",
        "list",
        "patch",
        "update",
        "watch",
    ];

    public string Singular { get; init; } = Kind.ToLowerInvariant();

    public string ListKind { get; init; } = $"{Kind}List";

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    public bool IsNamespaced { get; init; } = true;

    /// <summary>What can be done with it; reviews can only be created.</summary>
    public IReadOnlyList<string> Verbs { get; init; } = AllVerbs;

    public IReadOnlyList<string> Subresources { get; init; } = [];

    /// <summary>The type in the <see cref="Sandbox.Kubernetes.Schema.SchemaCatalog"/>; <c>null</c> for custom resources.</summary>
    public string? SchemaName { get; init; }

    public ResourceStrategy Strategy { get; init; } = new();

    /// <summary>The columns after the name and before the age in tables.</summary>
    public IReadOnlyList<TableColumn> Columns { get; init; } = [];

    /// <summary>Fields other than name and namespace that a field selector may name.</summary>
    public IReadOnlyList<string> SelectableFields { get; init; } = [];

    /// <summary>Plural and group, as error messages, <c>kubectl</c> and storage keys name it: <c>deployments.apps</c>.</summary>
    public string QualifiedName { get; } = Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>The <c>apiVersion</c> of its objects.</summary>
    public string ApiVersion { get; } = Group.Length == 0 ? Version : $"{Group}/{Version}";

    public bool HasStatus => Subresources.Contains("status");
}
