using Deploy.Yaml;

namespace Deploy.Catalog;

/// <summary>From the files of the catalog to the model. Everything wrong is named with its file, line and column.</summary>
/// <remarks>
/// Toolchain's <c>services.json</c> is a catalog as it is: JSON is YAML, and its keys are a part of those here.
/// </remarks>
public static class CatalogLoader
{
    /// <summary>Where the catalog is, unless <c>--catalog</c> says otherwise.</summary>
    public const string DefaultFile = "charts/services.yaml";

    private static readonly string[] _keys =
    [
        "platform",
        "registry",
        "chart_repository",
        "container_command",
        "main_branch",
        "remote",
        "paths",
        "regions",
        "environments",
        "notifications",
        "values",
        "service_types",
        "services",
        "migrations",
    ];

    /// <summary>Loads the catalog.</summary>
    /// <param name="root">The folder that relative paths start from.</param>
    /// <param name="files">The files, later ones over earlier ones; empty for <see cref="DefaultFile"/>.</param>
    /// <exception cref="UsageException">A file is missing, or says something that cannot be.</exception>
    public static ServiceCatalog Load(string root, IReadOnlyList<string> files)
    {
        var names = files.Count > 0 ? files : [DefaultFile];
        return Read(names.Select(name => YamlFile.Read(Path.GetFullPath(name, root), name)));
    }

    /// <summary>Reads the catalog from texts that are parsed already.</summary>
    public static ServiceCatalog Read(IEnumerable<YamlNode> files)
    {
        var catalog = new Layers(files.Select(file => file.AsMapping())).AllowOnly(_keys);
        var values = ValueReader.Read(catalog.Section("values"));
        var notifications = NotificationReader.Read(catalog);
        var (regions, clusters) = RegionReader.Read(catalog, notifications);
        var types = ServiceTypeReader.Read(catalog);
        var services = ServiceReader.Read(catalog, types, clusters);
        return new()
        {
            Platform = catalog.Find("platform")?.AsOneOf<PlatformKind>() ?? PlatformKind.Kubernetes,
            Registry = catalog.Find("registry")?.As(text => new Template(text, ["account", "region"])),
            ChartRepository = catalog.Find("chart_repository")?.AsString(),
            ContainerCommand = catalog.Find("container_command")?.AsString() ?? "docker",
            MainBranch = catalog.Find("main_branch")?.AsString() ?? "main",
            Remote = catalog.Find("remote")?.AsString() ?? "origin",
            Regions = regions,
            Clusters = clusters,
            Environments = EnvironmentReader.Read(catalog, values, clusters, types, notifications),
            Notifications = notifications,
            Services = services,
            Migrations = MigrationReader.Read(catalog, services),
        };
    }
}
