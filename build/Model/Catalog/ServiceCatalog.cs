namespace Deploy.Model.Catalog;

/// <summary>Everything that the catalog says: which services, clusters and environments there are.</summary>
public sealed record ServiceCatalog
{
    /// <summary>Where things run.</summary>
    public required PlatformKind Platform { get; init; }

    /// <summary>The services, by name.</summary>
    public required IReadOnlyDictionary<string, Service> Services { get; init; }

    /// <summary>The environments, by name.</summary>
    public required IReadOnlyDictionary<string, DeployEnvironment> Environments { get; init; }

    /// <summary>Who is told about runs, by name.</summary>
    public IReadOnlyDictionary<string, Notification> Notifications { get; init; } =
        new Dictionary<string, Notification>();

    /// <summary>The regions, by name.</summary>
    public required IReadOnlyDictionary<string, Region> Regions { get; init; }

    /// <summary>The clusters, by alias.</summary>
    public required IReadOnlyDictionary<string, Cluster> Clusters { get; init; }

    /// <summary>What has to be migrated before the rest is deployed.</summary>
    public IReadOnlyList<MigrationRule> Migrations { get; init; } = [];

    /// <summary>The registry's host, e.g. <c>{account}.dkr.ecr.{region}.amazonaws.com</c>; null for the platform's own.</summary>
    public Template? Registry { get; init; }

    /// <summary>Where charts are published: <c>s3://…</c>, <c>oci://…</c>, or a folder; null for the platform's own.</summary>
    public string? ChartRepository { get; init; }

    /// <summary>
    /// What builds from Dockerfiles: <c>docker</c>, or a program that takes its arguments (<c>podman</c>, <c>buildah</c>),
    /// by its name or path.
    /// </summary>
    public string ContainerCommand { get; init; } = "docker";

    /// <summary>The branch that production is deployed from.</summary>
    public string MainBranch { get; init; } = "main";

    /// <summary>The remote that has it.</summary>
    public string Remote { get; init; } = "origin";

    /// <summary>All names of groups.</summary>
    public IEnumerable<string> Groups =>
        Services.Values.SelectMany(service => service.Groups).Distinct().Order(StringComparer.Ordinal);

    /// <summary>The environment of a name.</summary>
    /// <exception cref="UsageException">There is none; the nearest are named.</exception>
    public DeployEnvironment Environment(string name) =>
        Environments.GetValueOrDefault(name)
        ?? throw new UsageException(
            $"There is no environment {Printable.Quote(name)} in the catalog{Nearest.Suggestion(name, Environments.Keys)}"
        )
        {
            NextStep = $"use --env with one of {string.Join(", ", Environments.Keys.Order(StringComparer.Ordinal))}",
        };
}

/// <summary>Where things run.</summary>
public enum PlatformKind
{
    /// <summary>In the program itself: nothing leaves the machine.</summary>
    Embedded,

    /// <summary>On the clusters of the user's kubeconfig, with any OCI registry.</summary>
    Kubernetes,

    /// <summary>The same, with ECR as the registry.</summary>
    Aws,
}
