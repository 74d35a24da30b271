using Cake.Core;
using Cake.Core.IO;
using Path = System.IO.Path;

namespace Cake.Frosting.Tests.Support;

/// <summary>An environment of the test's own: the process's folder and variables stay out of it.</summary>
internal sealed class TestEnvironment : ICakeEnvironment
{
    public Dictionary<string, string> Variables { get; } = new(StringComparer.OrdinalIgnoreCase);

    public DirectoryPath WorkingDirectory { get; set; } = AppContext.BaseDirectory;

    public DirectoryPath UserHomeDirectory => Path.GetTempPath();

    public DirectoryPath ApplicationRoot => AppContext.BaseDirectory;

    public ICakePlatform Platform { get; } = new CakePlatform();

    public ICakeRuntime Runtime { get; } = new CakeRuntime();

    public DirectoryPath GetSpecialPath(SpecialPath path) => Path.GetTempPath();

    public string? GetEnvironmentVariable(string variable) => Variables.GetValueOrDefault(variable);

    public IDictionary<string, string> GetEnvironmentVariables() => Variables;
}
