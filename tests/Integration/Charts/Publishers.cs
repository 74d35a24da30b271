using Deploy.Charts.Packaging;
using Deploy.Integration.Demo;
using Deploy.Testing;

namespace Deploy.Integration.Charts;

/// <summary>Charts on disk, and processes of their own that publish them.</summary>
internal sealed class Publishers(string url, Dictionary<string, string>? environment = null) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Folder => _folder.Path;

    /// <summary>Writes a chart and returns its folder.</summary>
    public string Write(
        string name,
        string version = "1.0.0",
        string template = "kind: List\n",
        string values = "a: 1\n"
    )
    {
        _folder.Write(
            $"{name}/Chart.yaml",
            $"apiVersion: v2\nname: {name}\nversion: {version}\ndescription: '{name}: # x'\n"
        );
        _folder.Write($"{name}/values.yaml", values);
        _folder.Write($"{name}/templates/list.yaml", template);
        return Path.Combine(Folder, name);
    }

    /// <summary>The package of a chart.</summary>
    public static ChartPackage Package(string folder) => ChartPackage.Pack(ChartFolder.Read(folder), folder);

    /// <summary>Publishes a chart in a process of its own.</summary>
    /// <param name="chart">Its folder.</param>
    /// <param name="fatalStep">The step at which the process kills itself.</param>
    public Task<Child> Publish(string chart, int? fatalStep = null) =>
        Child.Run(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "ChartPublisher.dll"),
                url,
                chart,
                Path.Combine(Folder, ".cache"),
                .. fatalStep is { } step ? [$"{step}"] : Array.Empty<string>(),
            ],
            environment
        );

    public void Dispose() => _folder.Dispose();
}
