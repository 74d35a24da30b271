namespace Deploy.Model.Catalog;

/// <summary>A service of the catalog.</summary>
/// <param name="Name">Its name, e.g. <c>buildsense/api</c>.</param>
/// <param name="Type">What kind of service it is.</param>
public sealed record Service(ServiceName Name, ServiceType Type)
{
    /// <summary>The local port that <c>PortForward</c> serves it on.</summary>
    public int? DevPort { get; init; }

    /// <summary>Whether groups and prefixes include it; naming it exactly always does.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The groups that include it, without their <c>%</c>.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The alias of the cluster that it lives on, if it names one.</summary>
    public string? Cluster { get; init; }

    /// <summary>The folder of its sources, relative to the repository.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether its pods call the cloud's API, and so need a role.</summary>
    public bool UsesAws { get; init; }

    /// <summary>The services that have to be installed before it.</summary>
    public IReadOnlyList<ServiceName> Needs { get; init; } = [];

    /// <summary>Whether its release stays in staging once prod has it.</summary>
    public bool KeepInStaging { get; init; } = true;

    /// <summary>Its chart, and its name in Kubernetes.</summary>
    public required ChartName Chart { get; init; }

    /// <summary>The folder of its chart, relative to the repository.</summary>
    public required string ChartFolder { get; init; }

    /// <summary>Pods per namespace, where it differs from the environment's number.</summary>
    public IReadOnlyDictionary<string, int> Replicas { get; init; } = new Dictionary<string, int>();

    /// <summary>Whether it brings static files along.</summary>
    public bool HasStaticFiles { get; init; }

    /// <summary>Whether it is reached from outside, which takes longer to install.</summary>
    public bool HasIngress { get; init; }

    /// <summary>How long its Helm tests may take.</summary>
    public TimeSpan TestsTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait, before testing, for its load balancers' addresses and its names; zero for not at all.</summary>
    public TimeSpan EndpointTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Where its PEX starts (<c>module:function</c>), where it differs from its type's.</summary>
    public string? EntryPoint { get; init; }

    /// <summary>Images that this service has beside its type's, e.g. those of its tests.</summary>
    public IReadOnlyList<ImageTemplate> ExtraImages { get; init; } = [];

    /// <summary>Where the catalog has it.</summary>
    public SourceLocation? Location { get; init; }

    /// <summary>All images of the service.</summary>
    public IEnumerable<ImageTemplate> Images => Type.Images.Concat(ExtraImages);

    /// <inheritdoc/>
    public override string ToString() => Name.Value;
}
