namespace Deploy.Sandbox.Kubernetes.Resources;

/// <summary>The kinds that a cluster serves: those built in, and those that its CustomResourceDefinitions add.</summary>
internal sealed class ResourceCatalog
{
    private readonly IReadOnlyList<ResourceDefinition> _builtIn;
    private volatile IReadOnlyList<ResourceDefinition> _all;

    public ResourceCatalog(IReadOnlyList<ResourceDefinition> builtIn) => _all = _builtIn = builtIn;

    public IReadOnlyList<ResourceDefinition> All => _all;

    /// <summary>The groups other than the core group, in the order in which clients should prefer them.</summary>
    public IEnumerable<string> Groups => _all.Select(resource => resource.Group).Distinct().Where(group => group != "");

    public IEnumerable<string> VersionsOf(string group) =>
        _all.Where(resource => resource.Group == group).Select(resource => resource.Version).Distinct();

    public IEnumerable<ResourceDefinition> In(string group, string version) =>
        _all.Where(resource => resource.Group == group && resource.Version == version);

    public ResourceDefinition? Find(string group, string version, string plural) =>
        In(group, version).FirstOrDefault(resource => resource.Plural == plural);

    /// <summary>The kind that an owner reference means, whatever version it names.</summary>
    public ResourceDefinition? FindKind(string apiVersion, string kind)
    {
        var group = apiVersion.Contains('/') ? apiVersion[..apiVersion.IndexOf('/')] : "";
        return _all.FirstOrDefault(resource => resource.Group == group && resource.Kind == kind);
    }

    /// <summary>The definition by which objects under a storage key are read: <c>deployments.apps</c>.</summary>
    public ResourceDefinition? FindQualified(string qualifiedName) =>
        _all.FirstOrDefault(resource => resource.QualifiedName == qualifiedName);

    /// <summary>Replaces the custom kinds.</summary>
    public void SetCustom(IEnumerable<ResourceDefinition> custom) => _all = [.. _builtIn, .. custom];
}
