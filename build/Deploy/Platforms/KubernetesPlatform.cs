namespace Deploy.Platforms;

/// <summary>The clusters of the user's kubeconfig, with the registry and the chart repository of the catalog.</summary>
/// <param name="catalog">What the catalog says.</param>
public sealed class KubernetesPlatform(ServiceCatalog catalog) : IPlatform
{
    private const string EcrHost = "{account}.dkr.ecr.{region}.amazonaws.com";

    /// <inheritdoc/>
    public PlatformKind Kind => catalog.Platform;

    /// <inheritdoc/>
    public string ChartRepository =>
        catalog.ChartRepository
        ?? throw Missing("chart_repository", "s3://bucket/prefix, oci://registry/prefix, or a folder");

    /// <inheritdoc/>
    public Task<PlatformAccess> OpenAsync(RunScope scope, CancellationToken cancellation) =>
        Task.FromResult(new PlatformAccess(Kubeconfig(), new RegistryHost(RegistryOf(scope.Region))));

    /// <inheritdoc/>
    public void Dispose() { }

    private string RegistryOf(Region region)
    {
        var template =
            catalog.Registry
            ?? (
                Kind == PlatformKind.Aws
                    ? new Template(EcrHost, ["account", "region"])
                    : throw Missing("registry", "registry.example.com")
            );
        return template.Expand(
            new Dictionary<string, string?> { ["account"] = region.Account, ["region"] = region.Name }
        );
    }

    // Like kubectl: KUBECONFIG may list several files, and helm and kubectl take the list as it is.
    private static string Kubeconfig() =>
        Environment.GetEnvironmentVariable("KUBECONFIG") is { Length: > 0 } files
            ? files
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config");

    private UsageException Missing(string key, string example) =>
        new($"The catalog names no {key}, which platform: {Kind.ToString().ToLowerInvariant()} needs")
        {
            NextStep = $"add {key}: {example}",
        };
}
