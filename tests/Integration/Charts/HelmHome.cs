using Deploy.Integration.Demo;
using Deploy.Testing;

namespace Deploy.Integration.Charts;

/// <summary>A real Helm with configuration and caches of its own.</summary>
internal sealed class HelmHome : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _helm;

    private HelmHome(string helm) => _helm = helm;

    public string Folder => _folder.Path;

    /// <summary>Skips the test where that Helm cannot be had.</summary>
    public static async Task<HelmHome> OfMajorAsync(int major)
    {
        var (binary, missing) = await RealTools.HelmAsync(major);
        Assert.SkipWhen(binary is null, missing ?? "");
        return new HelmHome(binary!.Path.FullPath);
    }

    /// <summary>Runs Helm and expects it to succeed.</summary>
    public async Task<string> Run(params string[] arguments) =>
        (await Child.Run(_helm, arguments, Environment(), Folder)).ShouldHaveSucceeded().Output;

    public string Write(string name, string text) => _folder.Write(name, text);

    public void Dispose() => _folder.Dispose();

    private Dictionary<string, string> Environment() =>
        new(StringComparer.Ordinal)
        {
            ["HELM_CACHE_HOME"] = Path.Combine(Folder, ".cache"),
            ["HELM_CONFIG_HOME"] = Path.Combine(Folder, ".config"),
            ["HELM_DATA_HOME"] = Path.Combine(Folder, ".data"),
        };
}
