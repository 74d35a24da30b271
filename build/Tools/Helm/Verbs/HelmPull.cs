using Cake.Core.IO;
using Deploy.Tools.Binaries;
using Deploy.Tools.Helm.Runner;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Helm.Verbs;

/// <summary><c>helm pull</c>.</summary>
public sealed class HelmPullSettings() : HelmSettings(HelmDeadlines.Download), IHelmChartSettings
{
    /// <inheritdoc/>
    public required string Chart { get; init; }

    /// <inheritdoc/>
    public required ChartVersion? Version { get; init; }

    /// <inheritdoc/>
    public bool PlainHttp { get; init; }

    /// <summary>The repository's address, where <see cref="Chart"/> is only the name of a chart in it.</summary>
    public Uri? Repository { get; init; }

    /// <summary>Where the <c>.tgz</c> goes.</summary>
    public required DirectoryPath Destination { get; init; }
}

/// <summary>Downloads a chart.</summary>
public sealed class HelmPullRunner(CommandHost host, Binary helm) : HelmTool<HelmPullSettings>(host, helm)
{
    /// <inheritdoc/>
    protected override string Verb => "pull";

    /// <summary>Puts the package into the destination.</summary>
    public Task RunAsync(HelmPullSettings settings, CancellationToken cancel) =>
        RunAsync(
            settings,
            Arguments(settings)
                .Option("--destination", settings.Destination.FullPath)
                .Option("--repo", settings.Repository?.AbsoluteUri)
                .Chart(settings),
            null,
            cancel
        );
}
