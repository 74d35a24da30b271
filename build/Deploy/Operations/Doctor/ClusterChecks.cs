using Deploy.Clusters;
using Deploy.Platforms;

namespace Deploy.Operations.Doctor;

/// <summary>Whether a cluster of the catalog can be reached, has its namespaces, and lets the user do what a run does.</summary>
internal sealed class ClusterChecks(IPlatform platform, ServiceCatalog catalog, MachineChecks machine, User user)
{
    // What Helm, the lock, the watch over pods and the tests do.
    private static readonly AccessRight[] _rights =
    [
        new("list", "", "secrets"),
        new("create", "", "secrets"),
        new("update", "", "secrets"),
        new("delete", "", "secrets"),
        new("patch", "apps", "deployments"),
        new("create", "", "services"),
        new("create", "", "serviceaccounts"),
        new("create", "", "pods"),
        new("list", "", "pods"),
        new("get", "", "pods", "log"),
        new("list", "", "events"),
        new("create", "coordination.k8s.io", "leases"),
        new("update", "coordination.k8s.io", "leases"),
    ];

    /// <summary>The check of one cluster.</summary>
    /// <param name="cluster">Which.</param>
    /// <param name="environments">The environments whose namespaces are looked at.</param>
    public Check Of(Cluster cluster, IReadOnlyList<DeployEnvironment> environments) =>
        new(cluster.Name, cancel => ExamineAsync(cluster, environments, cancel));

    private async Task<IReadOnlyList<Finding>> ExamineAsync(
        Cluster cluster,
        IReadOnlyList<DeployEnvironment> environments,
        CancellationToken cancel
    )
    {
        using var target = new TargetCluster(platform, ScopeOf(catalog, cluster, environments[0], user));
        var api = await target.ApiAsync(cancel);
        var reviews = new AccessReviews(api);
        var (major, minor, version) = await reviews.VersionAsync(cancel);
        var skew = await machine.KubectlOnMachineAsync(cancel) is { } kubectl
            ? VersionSkew.Of(kubectl.Version, major, minor)
            : null;
        var found = new List<Finding>
        {
            new(
                cluster.Name,
                skew is null ? Health.Good : Health.Warning,
                $"context {cluster.Context}, Kubernetes {version}{(skew is null ? "" : $"; {skew}")}",
                skew is null ? null : $"install a kubectl {major}.{minor.TrimEnd('+')}"
            ),
        };
        var namespaces = new Namespaces(api);
        var each = await Task.WhenAll(
            environments.Select(environment => ExamineAsync(cluster, environment, namespaces, reviews, cancel))
        );
        return [.. found, .. each.SelectMany(findings => findings)];
    }

    private async Task<IReadOnlyList<Finding>> ExamineAsync(
        Cluster cluster,
        DeployEnvironment environment,
        Namespaces namespaces,
        AccessReviews reviews,
        CancellationToken cancel
    )
    {
        var name = environment.Namespace ?? user.Namespace;
        var subject = $"{cluster.Name}/{name}";
        if (await namespaces.LabelsAsync(name, cancel) is not { } labels)
        {
            return
            [
                platform.Kind == PlatformKind.Embedded
                    ? new(subject, Health.Good, "made when it is first needed")
                    : new(
                        subject,
                        environment.Namespace is null ? Health.Warning : Health.Missing,
                        "there is no such namespace",
                        $"./build.sh --target=CreateNamespace --env={environment}"
                    ),
            ];
        }

        var (key, value) = EnsureNamespaces.EngineersLabel;
        if (environment.Namespace is null && labels.GetValueOrDefault(key) != value)
        {
            return [new(subject, Health.Missing, $"is not labelled {key}={value}", "name your own with --namespace")];
        }

        var allowed = await Task.WhenAll(_rights.Select(right => reviews.MayAsync(name, right, cancel)));
        var denied = _rights.Where((_, index) => !allowed[index]).ToList();
        return
        [
            denied.Count == 0
                ? new(subject, Health.Good, "you may do what a deploy does")
                : new(
                    subject,
                    Health.Missing,
                    $"you may not {string.Join(", ", denied)}",
                    $"ask for these rights in {name} on {cluster.Name}"
                ),
        ];
    }

    /// <summary>A scope that is about a cluster, and no services.</summary>
    public static RunScope ScopeOf(ServiceCatalog catalog, Cluster cluster, DeployEnvironment environment, User user) =>
        new(
            new Pipeline("Doctor", []),
            environment,
            cluster,
            catalog.Regions[cluster.Region],
            [environment.Namespace ?? user.Namespace],
            new([], [])
        );
}
