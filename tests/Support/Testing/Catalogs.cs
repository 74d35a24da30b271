namespace Deploy.Testing;

/// <summary>Catalogs for tests, like the one that the repository ships.</summary>
public static class Catalogs
{
    /// <summary>Seven services on two clusters.</summary>
    public static ServiceCatalog Demo { get; } =
        Of(
            Service("infosite", groups: ["dev", "staging", "prod"]),
            Service("users", type: "rust"),
            Service("users/api", groups: ["dev", "staging", "prod"]),
            Service("users/workflow", type: "workflow", groups: ["dev", "staging"]),
            Service("users-admin", enabled: false, groups: ["staging"]),
            Service("buildsense/api", groups: ["dev", "staging", "prod"]),
            Service("proxy-server", type: "rust", cluster: "remoting")
        );

    /// <summary>A catalog with some services.</summary>
    public static ServiceCatalog Of(params Service[] services) =>
        new()
        {
            Platform = PlatformKind.Embedded,
            Services = services.ToDictionary(service => service.Name.Value),
            Environments = new[]
            {
                new DeployEnvironment("dev") { Cluster = "dev" },
                new DeployEnvironment("staging") { Namespace = new("staging") },
                new DeployEnvironment("prod")
                {
                    Namespace = new("prod"),
                    Replicas = 3,
                    AsksConfirmation = true,
                    RefusedTypes = ["workflow"],
                },
                new DeployEnvironment("edge")
                {
                    Namespace = new("edge"),
                    OnlyOn = ["remoting"],
                    HasThrowAwayValues = true,
                },
            }.ToDictionary(environment => environment.Name),
            Regions = new Dictionary<string, Region> { ["us-east-1"] = new("us-east-1", "000000000000") },
            Clusters = new[]
            {
                Cluster("dev", "dev-e1-1"),
                Cluster("prod", "prod-e1-1") with
                {
                    IsDefault = true,
                },
                Cluster("remoting", "remoting-prod-e1-1") with
                {
                    IsExplicit = true,
                },
            }.ToDictionary(cluster => cluster.Alias),
        };

    /// <summary>A service.</summary>
    public static Service Service(
        string name,
        string type = "gunicorn",
        bool enabled = true,
        string? cluster = null,
        params string[] groups
    ) =>
        new(new(name), new ServiceType(type))
        {
            Enabled = enabled,
            Cluster = cluster,
            Groups = groups,
            Folder = $"services/{name}",
            Chart = new ServiceName(name).ChartName,
            ChartFolder = $"charts/services/{name}/{new ServiceName(name).ChartName}",
        };

    private static Cluster Cluster(string alias, string name) =>
        new(alias, name, "us-east-1", name, false, false, null, null);
}
