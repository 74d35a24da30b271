using Cake.Core.IO;
using Deploy.Tools.Binaries;
using Deploy.Tools.Helm.Results;
using Deploy.Tools.Helm.Runner;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Helm.Verbs;

/// <summary><c>helm upgrade --install</c>. Waits at most for hooks before, readiness, hooks after.</summary>
public sealed class HelmUpgradeSettings() : HelmTimedSettings(operations: 3), IHelmChartSettings
{
    /// <inheritdoc/>
    public required string Chart { get; init; }

    /// <inheritdoc/>
    public ChartVersion? Version { get; init; }

    /// <inheritdoc/>
    public bool PlainHttp { get; init; }

    /// <summary>
    /// Values files, later ones on top. None of them is standard input: helm takes one that ends at once, because who
    /// should feed it was killed, for a file without values.
    /// </summary>
    public IReadOnlyList<FilePath> ValuesFiles { get; init; } = [];

    /// <summary>Waits until everything is ready; Jobs too.</summary>
    public bool Wait { get; init; }

    /// <summary>Asks the server what would happen, and stores nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Merge on the server or on the client; null leaves it to Helm (<see cref="HelmDialect.ServerSide"/>).</summary>
    public bool? ServerSide { get; init; }

    /// <summary>Stands in the release's history.</summary>
    public string? Description { get; init; }
}

/// <summary>Installs or upgrades.</summary>
public sealed class HelmUpgradeRunner(CommandHost host, Binary helm) : HelmTool<HelmUpgradeSettings>(host, helm)
{
    /// <inheritdoc/>
    protected override string Verb => "upgrade";

    /// <summary>Installs or upgrades the release.</summary>
    public async Task<HelmUpgradeResult> RunAsync(HelmUpgradeSettings settings, CancellationToken cancel)
    {
        var arguments = Arguments(settings)
            .Flag("--install", true)
            // Without it, a call that gives no values would silently keep those of the last one.
            .Flag("--reset-values", true)
            .Option("--timeout", GoDuration.Format(settings.Timeout))
            .Flag("--wait", settings.Wait)
            .Flag("--wait-for-jobs", settings.Wait)
            .Option("--dry-run", settings.DryRun ? "server" : null)
            .Option("--description", settings.Description)
            .Option("--output", "json");
        Dialect.ServerSide(arguments, settings.ServerSide);
        arguments.Values(settings.ValuesFiles).Chart(settings, settings.Release);
        var output = await RunAsync(settings, arguments, null, cancel);
        return HelmJson.Upgrade(output);
    }
}
