using Cake.Core.IO;
using Deploy.Tools.Binaries;
using Deploy.Tools.Helm.Runner;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Helm.Verbs;

/// <summary><c>helm dependency build</c>.</summary>
public sealed class HelmDependencyBuildSettings() : HelmSettings(HelmDeadlines.Download)
{
    /// <summary>The chart folder.</summary>
    public required DirectoryPath Chart { get; init; }

    /// <summary>The dependencies' registry is on loopback, without TLS.</summary>
    public bool PlainHttp { get; init; }
}

/// <summary>Fetches what a chart depends on.</summary>
public sealed class HelmDependencyBuildRunner(CommandHost host, Binary helm)
    : HelmTool<HelmDependencyBuildSettings>(host, helm)
{
    /// <inheritdoc/>
    protected override string Verb => "dependency build";

    /// <summary>Fills the chart's <c>charts/</c> from its lock file.</summary>
    public Task RunAsync(HelmDependencyBuildSettings settings, CancellationToken cancel) =>
        RunAsync(
            settings,
            Arguments(settings).Flag("--plain-http", settings.PlainHttp).Literal("--").Literal(settings.Chart.FullPath),
            null,
            cancel
        );
}
