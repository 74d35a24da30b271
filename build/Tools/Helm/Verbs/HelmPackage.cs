using Cake.Core.IO;
using Deploy.Tools.Binaries;
using Deploy.Tools.Helm.Runner;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Helm.Verbs;

/// <summary><c>helm package</c>.</summary>
public sealed class HelmPackageSettings() : HelmSettings(HelmDeadlines.Work)
{
    /// <summary>The chart folder. Helm follows links out of it and takes strange names: check both before.</summary>
    public required DirectoryPath Chart { get; init; }

    /// <summary>Where the <c>.tgz</c> goes.</summary>
    public required DirectoryPath Destination { get; init; }
}

/// <summary>Packages a chart.</summary>
public sealed class HelmPackageRunner(CommandHost host, Binary helm) : HelmTool<HelmPackageSettings>(host, helm)
{
    private const string Saved = "Successfully packaged chart and saved it to: ";

    /// <inheritdoc/>
    protected override string Verb => "package";

    /// <summary>The path of the package.</summary>
    public async Task<FilePath> RunAsync(HelmPackageSettings settings, CancellationToken cancel)
    {
        var arguments = Arguments(settings)
            .Option("--destination", settings.Destination.FullPath)
            .Literal("--")
            .Literal(settings.Chart.FullPath);
        var output = await RunAsync(settings, arguments, null, cancel);
        return output.Split('\n').FirstOrDefault(line => line.StartsWith(Saved, StringComparison.Ordinal)) is { } line
            ? new FilePath(line[Saved.Length..])
            : throw new FailedException($"{GetToolName()} did not say where the package of {settings.Chart} is");
    }
}
