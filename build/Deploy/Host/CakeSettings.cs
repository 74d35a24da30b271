using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.IO;

namespace Deploy.Host;

/// <summary>The values of <c>cake.config</c>, read by Cake before its host is there.</summary>
internal sealed class CakeSettings
{
    private readonly ICakeConfiguration? _configuration;

    private CakeSettings(ICakeConfiguration? configuration) => _configuration = configuration;

    /// <summary>Reads <c>cake.config</c> of a folder, if there is one.</summary>
    public static CakeSettings Load(string folder)
    {
        if (!File.Exists(System.IO.Path.Combine(folder, "cake.config")))
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

    /// <summary>The value of a key; null where it has none.</summary>
    public string? Find(string key) => _configuration?.GetValue(key);
}
