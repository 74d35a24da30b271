using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.IO;

namespace Cake.Frosting.Hosting;

/// <summary>
/// The run's configuration, lowest precedence first: the program's settings, <c>CAKE_*</c> variables,
/// <c>cake.config</c> in the working directory, arguments. Read when something is first asked of it, or before.
/// </summary>
internal sealed class HostConfiguration(
    IEnumerable<CakeSetting> settings,
    IFileSystem fileSystem,
    ICakeEnvironment environment,
    ICakeArguments arguments
) : ICakeConfiguration
{
    private readonly Lazy<ICakeConfiguration> _configuration = new(() =>
        new CakeConfigurationProvider(fileSystem, environment).CreateConfiguration(
            environment.WorkingDirectory,
            LastValues(settings),
            FirstValues(arguments)
        )
    );

    /// <summary>Reads beside what else there is to do; for when the working directory is known.</summary>
    public void BeginRead() => _ = Task.Run(() => _configuration.Value);

    public string GetValue(string key) => _configuration.Value.GetValue(key);

    private static Dictionary<string, string> LastValues(IEnumerable<CakeSetting> settings)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in settings)
        {
            values[setting.Key] = setting.Value;
        }

        return values;
    }

    private static Dictionary<string, string> FirstValues(ICakeArguments arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, given) in arguments.GetArguments())
        {
            values[name] = given.FirstOrDefault() ?? string.Empty;
        }

        return values;
    }
}
