namespace Deploy.Model.Plans;

/// <summary>Where a run goes: decided from the command line and the catalog alone, before anything is looked at.</summary>
/// <param name="Pipeline">Which stages run.</param>
/// <param name="Environment">Where to.</param>
/// <param name="Cluster">The one cluster that all its services live on.</param>
/// <param name="Region">The region of that cluster.</param>
/// <param name="Namespaces">The namespaces to install in: one, but for dev, which may have several.</param>
/// <param name="Services">What to deploy.</param>
public sealed record RunScope(
    Pipeline Pipeline,
    DeployEnvironment Environment,
    Cluster Cluster,
    Region Region,
    IReadOnlyList<NamespaceName> Namespaces,
    ServiceSelection Services
)
{
    /// <summary>The placeholders that templates of the catalog may use.</summary>
    public static readonly IReadOnlyList<string> Placeholders =
    [
        "service",
        "chart",
        "leaf",
        "module",
        "folder",
        "namespace",
        "env",
        "region",
        "cluster",
        "account",
        "registry",
        "repository",
    ];

    /// <summary>Who is told about the run: those of its environment, and those of its cluster.</summary>
    public IReadOnlyList<Notification> Notify => [.. Environment.Notify.Union(Cluster.Notify)];

    /// <summary>The command line that does something else for services of this run, where this run goes.</summary>
    /// <param name="target">One of <see cref="TaskNames"/>.</param>
    /// <param name="services">Which.</param>
    public string Command(string target, IEnumerable<Service> services) =>
        $"./build.sh --target={target} --services={string.Join(',', services)} --env={Environment}";

    /// <summary>What the placeholders stand for, for a service in a namespace.</summary>
    public IReadOnlyDictionary<string, string?> Values(
        Service service,
        NamespaceName @namespace,
        RegistryHost? registry = null
    ) =>
        new Dictionary<string, string?>
        {
            ["service"] = service.Name.Value,
            ["chart"] = service.Chart.Value,
            ["leaf"] = service.Name.Leaf,
            ["module"] = service.Name.Value.Replace('/', '.').Replace('-', '_'),
            ["folder"] = service.Folder,
            ["namespace"] = @namespace.Value,
            ["env"] = Environment.Name,
            ["region"] = Region.Name,
            ["cluster"] = Cluster.Name,
            ["account"] = Region.Account,
            ["registry"] = registry?.Value,
        };
}
