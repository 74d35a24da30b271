using Deploy.Images;
using Deploy.Images.Build;
using Deploy.Images.Pex;
using Deploy.Testing;

namespace Deploy.Integration.Images;

/// <summary>Images of the demo services, made as a deploy makes them.</summary>
internal static class DemoImages
{
    /// <summary>The commit that all of them tell on their health path.</summary>
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";

    /// <summary>Services that answer HTTP: module, and what its PEX is made of.</summary>
    public static IReadOnlyList<(string Service, string Module)> Services { get; } =
    [("infosite", "infosite.app"), ("users/api", "users.api.app"), ("buildsense/api", "buildsense.api.app")];

    /// <summary>The PEX of a service.</summary>
    public static async Task<PexFile> PexAsync(string service, string module, ContentCache cache)
    {
        var root = Path.Combine(Repository.Root, "services");
        var files = Directory
            .EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file))
            .Where(file => BelongsTo(service, file) && !file.Contains("/tests/") && !file.Contains("/__pycache__/"))
            .Order(StringComparer.Ordinal)
            .ToList();
        var build = new PexBuild(new ServiceName(service), "service.pex")
        {
            Sources = [new SourceRoot(root, files)],
            EntryPoint = new EntryPoint($"{module}:main"),
        };
        return (await new ZipappBuilder(cache).BuildAsync([build], default)).Single();
    }

    /// <summary>The request for a service's image.</summary>
    public static ImageBuild Build(RegistryHost registry, string service, PexFile pex, string tag = "v1") =>
        new(
            new ImageReference(registry, new ImageRepository($"{service}/gunicorn"), new ImageTag(tag)),
            pex,
            new ImageSource(Commit, DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), Repository: null)
        )
        {
            EntryPoint = ["python3", "/app/service.pex"],
            Environment = new Dictionary<string, string> { ["COMMIT_SHA"] = Commit },
        };

    private static bool BelongsTo(string service, string file) =>
        file.StartsWith("base/", StringComparison.Ordinal)
        || file.StartsWith($"{service}/", StringComparison.Ordinal)
        || file == $"{service.Split('/')[0]}/__init__.py";
}
