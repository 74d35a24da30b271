namespace Deploy.Model.Plans;

/// <summary>What the command line says about where a run goes.</summary>
/// <param name="Pipeline">The pipeline of the target.</param>
/// <param name="Services">The terms of <c>--services</c>.</param>
/// <param name="Environment">The environment, if one was named.</param>
/// <param name="Namespaces">The namespaces, if any were named.</param>
/// <param name="User">The user's name, made fit for a namespace.</param>
public sealed record ScopeRequest(
    Pipeline Pipeline,
    IReadOnlyList<string> Services,
    string? Environment,
    IReadOnlyList<NamespaceName> Namespaces,
    NamespaceName User
)
{
    /// <summary>Decides where the run goes.</summary>
    /// <exception cref="UsageException">The request contradicts itself or the catalog.</exception>
    /// <exception cref="RefusedException">A service was named that never goes to the environment.</exception>
    public RunScope Decide(ServiceCatalog catalog)
    {
        var environment = catalog.Environment(
            Environment
                ?? OfNamespaces(catalog)
                ?? Pipeline.DefaultEnvironment
                ?? throw new UsageException($"{Pipeline.Target} needs to know the environment")
                {
                    NextStep =
                        $"add --env with one of {string.Join(", ", catalog.Environments.Keys.Order(StringComparer.Ordinal))}",
                }
        );
        RequireFittingPipeline(environment);
        var namespaces = NamespacesOf(environment);
        var services =
            Services.Count == 0 && Pipeline.Unnamed is { } wanted
                ? Unnamed(catalog, environment, wanted)
                : WithoutRefused(OnlyBound(ServiceSelection.Of(catalog, Services)), environment);
        var cluster = ClusterOf(services.Services, environment, catalog);
        return new(Pipeline, environment, cluster, catalog.Regions[cluster.Region], namespaces, services);
    }

    // The namespaces tell the environment to an operation that has no default: a fixed one its own, any other the users'.
    private string? OfNamespaces(ServiceCatalog catalog) =>
        Namespaces.Count == 0 || Pipeline.Stages.Count > 0
            ? null
            : (
                catalog.Environments.Values.FirstOrDefault(environment => environment.Namespace == Namespaces[0])
                ?? catalog.Environments.Values.FirstOrDefault(environment => environment.Namespace is null)
            )?.Name;

    // All that may be there, on one cluster: the default one's, else those of the first that has any.
    private static ServiceSelection Unnamed(
        ServiceCatalog catalog,
        DeployEnvironment environment,
        Func<Service, bool> wanted
    )
    {
        var candidates = catalog
            .Services.Values.Where(service =>
                service.Enabled && wanted(service) && !environment.RefusedTypes.Contains(service.Type.Name)
            )
            .OrderBy(service => service.Name)
            .ToList();
        var group = candidates
            .GroupBy(service => AliasOf(service, environment, catalog))
            .Where(group => environment.OnlyOn?.Contains(group.Key) != false)
            .OrderByDescending(group => catalog.Clusters[group.Key].IsDefault)
            .FirstOrDefault();
        return group is null
            ? throw new UsageException($"The catalog has no service that {environment} could hold")
            : new([.. group], [.. candidates.Except(group)]);
    }

    private void RequireFittingPipeline(DeployEnvironment environment)
    {
        var isUsersOwn = environment.Namespace is null;
        if (Pipeline.IsBound && environment.Name != Pipeline.DefaultEnvironment)
        {
            throw new UsageException($"{Pipeline.Target} is about {Pipeline.DefaultEnvironment}, not {environment}")
            {
                NextStep = $"to remove something else, --target=Delete --env={environment} --services=…",
            };
        }

        if (Pipeline.ChartSource == ChartSource.Checkout && !isUsersOwn)
        {
            throw new UsageException(
                $"{Pipeline.Target} installs whatever the tree holds, and so never to {environment}"
            )
            {
                NextStep = $"use --target={nameof(Pipeline.BuildAndInstallProd)} --env={environment}",
            };
        }

        if (isUsersOwn && (Pipeline == Pipeline.InstallProd || Pipeline == Pipeline.BuildAndInstallProd))
        {
            throw new UsageException(
                $"{Pipeline.Target} installs published charts, and {environment} takes those of the checkout"
            )
            {
                NextStep = $"use --target={nameof(Pipeline.InstallDev)}",
            };
        }
    }

    private IReadOnlyList<NamespaceName> NamespacesOf(DeployEnvironment environment) =>
        environment.Namespace is not { } fixedOne ? (Namespaces.Count > 0 ? [.. Namespaces.Distinct()] : [User])
        : Namespaces.Count == 0 || Namespaces.All(name => name == fixedOne) ? [fixedOne]
        : throw new UsageException(
            $"--namespace is for environments where users have their own; {environment} installs to {fixedOne}"
        )
        {
            NextStep = "leave --namespace out, or name another environment",
        };

    private ServiceSelection OnlyBound(ServiceSelection selection) =>
        Pipeline is { IsBound: true, Unnamed: { } wanted }
        && selection.Services.FirstOrDefault(service => !wanted(service)) is { } other
            ? throw new RefusedException(
                $"{other} stays in {Pipeline.DefaultEnvironment}: {Pipeline.Target} is not for it"
            )
            {
                NextStep =
                    $"set keep_in_staging: false in the catalog, or use --target=Delete --env={Pipeline.DefaultEnvironment}",
            }
            : selection;

    private ServiceSelection WithoutRefused(ServiceSelection selection, DeployEnvironment environment)
    {
        var refused = selection
            .Services.Where(service => environment.RefusedTypes.Contains(service.Type.Name))
            .ToList();
        if (refused.FirstOrDefault(service => Services.Contains(service.Name.Value)) is { } named)
        {
            throw new RefusedException($"{named} is a {named.Type.Name} service, and those never go to {environment}")
            {
                NextStep = $"leave it out; the catalog says so under environments.{environment}.refuses",
            };
        }

        var left = selection.Services.Except(refused).ToList();
        return left.Count > 0
            ? new(left, [.. selection.LeftOut, .. refused])
            : throw new RefusedException(
                $"Of --services={string.Join(',', Services)} nothing may go to {environment}: {string.Join(", ", refused)}"
            );
    }

    private static Cluster ClusterOf(
        IReadOnlyList<Service> services,
        DeployEnvironment environment,
        ServiceCatalog catalog
    )
    {
        var byCluster = services.GroupBy(service => AliasOf(service, environment, catalog)).ToList();
        if (byCluster.Count > 1)
        {
            var homes = byCluster.Select(group => $"{string.Join(", ", group)} on {group.Key}");
            throw new UsageException(
                $"The services of one run live on one cluster, but there are {string.Join("; ", homes)}"
            )
            {
                NextStep = "deploy them in one run per cluster",
            };
        }

        var cluster = catalog.Clusters[byCluster[0].Key];
        if (environment.OnlyOn is { } homesOfEnvironment && !homesOfEnvironment.Contains(cluster.Alias))
        {
            throw new UsageException(
                $"{environment} exists only on {string.Join(", ", homesOfEnvironment)}; {string.Join(", ", services)} {(services.Count == 1 ? "lives" : "live")} on {cluster.Alias}"
            )
            {
                NextStep = "name another environment, or services of that cluster",
            };
        }

        return cluster;
    }

    private static string AliasOf(Service service, DeployEnvironment environment, ServiceCatalog catalog)
    {
        var alias =
            environment.Cluster
            ?? service.Cluster
            ?? catalog
                .Clusters.Values.FirstOrDefault(cluster => cluster is { IsDefault: true, IsExplicit: false })
                ?.Alias;
        return alias switch
        {
            null => throw new UsageException($"{service} names no cluster, and no region has a default one")
            {
                Location = service.Location,
                NextStep = "set cluster: on the service, or default: true on a cluster",
            },
            _ when catalog.Clusters.ContainsKey(alias) => alias,
            _ => throw new UsageException(
                $"There is no cluster {Printable.Quote(alias)}{Nearest.Suggestion(alias, catalog.Clusters.Keys)}"
            )
            {
                Location = service.Location,
            },
        };
    }
}
