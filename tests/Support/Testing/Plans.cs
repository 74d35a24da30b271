namespace Deploy.Testing;

/// <summary>Plans for tests of steps: what a run of the demo catalog would do.</summary>
public static class Plans
{
    /// <summary>The commit that they are made from.</summary>
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";

    /// <summary>The tag that images of that commit get.</summary>
    public static ImageTag Tag { get; } = ImageTag.ForCommit("prod", DateTimeOffset.UnixEpoch, Commit);

    /// <summary>A plan for some services.</summary>
    public static Plan Of(params ServicePlan[] services) => Of(Pipeline.BuildAndInstallProd, "staging", services);

    /// <summary>A plan for some services of a target and an environment.</summary>
    public static Plan Of(Pipeline pipeline, string environment, params ServicePlan[] services)
    {
        var catalog = Catalogs.Demo;
        var target = catalog.Environments[environment];
        var scope = new RunScope(
            pipeline,
            target,
            catalog.Clusters["prod"],
            catalog.Regions["us-east-1"],
            [target.Namespace ?? new("ada")],
            new([.. services.Select(service => service.Service)], [])
        );
        return new(
            scope,
            new RunOptions { Concurrency = 2 },
            new(Commit, DateTimeOffset.UnixEpoch, "First", null),
            services
        );
    }

    /// <summary>What happens to a service, with one image of the name given.</summary>
    public static ServicePlan Service(string name, string registry = "registry.example.com", string? repository = null)
    {
        var service = Catalogs.Service(name);
        var image = new ImageTemplate("gunicorn", Text(repository ?? $"{name}/gunicorn"), Text("image_rev"));
        service = service with { Type = new ServiceType("gunicorn") { Images = [image] } };
        var reference = new ImageReference(new(registry), new(repository ?? $"{name}/gunicorn"), Tag);
        return new(
            service,
            new(service.Chart, new("1.0.0"), service.ChartFolder, ChartSource.Repository),
            [new(image, reference, "image_rev", CurrentTag: "old", DigestPath: null)],
            [],
            Values: null
        );
    }

    private static Template Text(string text) => new(text, []);
}
