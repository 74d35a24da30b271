using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.IO;

namespace Deploy.Hosting;

/// <summary>The values of <c>cake.config</c>, read by Cake before its host is there.</summary>
internal sealed class CakeSettings
{
    private readonly ICakeConfiguration? _configuration;

    private CakeSettings(ICakeConfiguration? configuration) => _configuration = configuration;

    /// <summary>Reads <c>cake.config</c> of a folder, if there is one that has anything for the program.</summary>
    public static CakeSettings Load(string folder)
    {
        // Cake's reader is half of what a short run costs, and most files only have Cake's own settings.
        var file = new FileInfo(System.IO.Path.Combine(folder, "cake.config"));
        if (!file.Exists || !File.ReadLines(file.FullName).Any(IsOurSection))
        {
            return new(null);
        }

        var fileSystem = new FileSystem();
        var environment = new CakeEnvironment(new CakePlatform(), new CakeRuntime());
        var provider = new CakeConfigurationProvider(fileSystem, environment);
        return new(
            provider.CreateConfiguration(
                new DirectoryPath(System.IO.Path.GetFullPath(folder)),
                new Dictionary<string, string>()
            )
        );
    }

    private static bool IsOurSection(string line) =>
        line.AsSpan().TrimStart().StartsWith("[Deploy", StringComparison.OrdinalIgnoreCase);

    /// <summary>The value of a key; null where it has none.</summary>
    public string? Find(string key) => _configuration?.GetValue(key);
}
