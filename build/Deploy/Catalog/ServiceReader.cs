using Deploy.Yaml;

namespace Deploy.Catalog;

/// <summary>Reads <c>services:</c>.</summary>
internal sealed class ServiceReader
{
    private static readonly string[] _keys =
    [
        "name",
        "type",
        "dev_port",
        "enabled",
        "alias_groups",
        "cluster",
        "service_dir",
        "use_aws",
        "config",
        "chart",
        "chart_dir",
        "needs",
        "keep_in_staging",
        "entry_point",
        "images",
    ];

    private static readonly string[] _configKeys =
    [
        "replicas",
        "has_static_files",
        "tests_timeout_sec",
        "endpoint_timeout_sec",
        "ingress",
    ];

    private readonly IReadOnlyDictionary<string, ServiceType> _types;
    private readonly IReadOnlyDictionary<string, Cluster> _clusters;
    private readonly Template _charts;
    private readonly Template _sources;

    private ServiceReader(
        Layers catalog,
        IReadOnlyDictionary<string, ServiceType> types,
        IReadOnlyDictionary<string, Cluster> clusters
    )
    {
        var paths = catalog.Section("paths")?.AllowOnly("charts", "sources");
        (_types, _clusters) = (types, clusters);
        _charts = paths?.Find("charts")?.As(Path) ?? Path("charts/services/{service}/{chart}");
        _sources = paths?.Find("sources")?.As(Path) ?? Path("services/{service}");
    }

    /// <summary>Reads all services. The same name in a later file adds to the service, and overrides it key by key.</summary>
    public static IReadOnlyDictionary<string, Service> Read(
        Layers catalog,
        IReadOnlyDictionary<string, ServiceType> types,
        IReadOnlyDictionary<string, Cluster> clusters
    )
    {
        var reader = new ServiceReader(catalog, types, clusters);
        var services = new Dictionary<string, Service>();
        foreach (
            var entries in catalog
                .Items("services")
                .Select(node => node.AsMapping())
                .GroupBy(entry => entry.Require("name").AsString())
        )
        {
            RequireOnePerFile(entries);
            services[entries.Key] = reader.Read(new Layers(entries));
        }

        foreach (var service in services.Values)
        {
            RequireKnownNeeds(service, services);
        }

        return services;
    }

    private Service Read(Layers entry)
    {
        entry.AllowOnly(_keys);
        var config = entry.Section("config")?.AllowOnly(_configKeys);
        var name = entry.Require("name").As(text => new ServiceName(text));
        var chart = entry.Find("chart")?.As(text => new ChartName(text)) ?? name.ChartName;
        return new(name, _types[KnownName.Of(entry.Require("type"), "service type", _types.Keys)])
        {
            DevPort = entry.Find("dev_port")?.AsInt(1, 65535),
            Enabled = entry.Find("enabled")?.AsBool() ?? true,
            Groups = entry.Find("alias_groups")?.AsStrings() ?? [],
            Cluster = entry.Find("cluster") is { } cluster ? KnownName.Of(cluster, "cluster", _clusters.Keys) : null,
            Folder = entry.Find("service_dir")?.AsString() ?? Expand(_sources, name, chart),
            UsesAws = entry.Find("use_aws")?.AsBool() ?? false,
            Needs =
                entry.Find("needs")?.AsSequence().Select(node => node.As(text => new ServiceName(text))).ToList() ?? [],
            KeepInStaging = entry.Find("keep_in_staging")?.AsBool() ?? true,
            Chart = chart,
            ChartFolder = entry.Find("chart_dir")?.AsString() ?? Expand(_charts, name, chart),
            Replicas = config?.Section("replicas") is { } replicas
                ? replicas.Keys.ToDictionary(key => key, key => replicas.Require(key).AsInt(0, 1000))
                : new(),
            HasStaticFiles = config?.Find("has_static_files")?.AsBool() ?? false,
            HasIngress = config?.Find("ingress")?.AsBool() ?? false,
            TestsTimeout = TimeSpan.FromSeconds(config?.Find("tests_timeout_sec")?.AsInt(1, 86_400) ?? 60),
            EndpointTimeout = TimeSpan.FromSeconds(config?.Find("endpoint_timeout_sec")?.AsInt(0, 86_400) ?? 600),
            EntryPoint = entry.Find("entry_point")?.AsString(),
            ExtraImages = [.. entry.Sections("images").Select(image => ImageReader.Read(image.Key, image.Section))],
            Location = entry.Location,
        };
    }

    private static Template Path(string text) => new(text, ["service", "chart", "leaf"]);

    private static string Expand(Template template, ServiceName name, ChartName chart) =>
        template.Expand(
            new Dictionary<string, string?>
            {
                ["service"] = name.Value,
                ["chart"] = chart.Value,
                ["leaf"] = name.Leaf,
            }
        );

    private static void RequireOnePerFile(IEnumerable<YamlMapping> entries)
    {
        foreach (var file in entries.GroupBy(entry => entry.Location.File).Where(file => file.Count() > 1))
        {
            var (first, second) = (file.ElementAt(0), file.ElementAt(1));
            throw second.Error(
                $"has the name {Printable.Quote(second.Require("name").AsString())}, which line {first.Location.Line} has already"
            );
        }
    }

    private static void RequireKnownNeeds(Service service, Dictionary<string, Service> services)
    {
        foreach (var need in service.Needs.Where(need => !services.ContainsKey(need.Value)))
        {
            throw new UsageException(
                $"{service} needs {Printable.Quote(need.Value)}, which the catalog does not have{Nearest.Suggestion(need.Value, services.Keys)}"
            )
            {
                Location = service.Location,
            };
        }
    }
}
