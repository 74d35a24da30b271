using Deploy.Tools.Binaries;
using Deploy.Tools.Helm.Runner;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Helm.Verbs;

/// <summary><c>helm show chart</c>.</summary>
public sealed class HelmShowChartSettings() : HelmSettings(HelmDeadlines.Work), IHelmChartSettings
{
    /// <inheritdoc/>
    public required string Chart { get; init; }

    /// <inheritdoc/>
    public ChartVersion? Version { get; init; }

    /// <inheritdoc/>
    public bool PlainHttp { get; init; }
}

/// <summary>Reads a chart's definition.</summary>
public sealed class HelmShowChartRunner(CommandHost host, Binary helm) : HelmTool<HelmShowChartSettings>(host, helm)
{
    /// <inheritdoc/>
    protected override string Verb => "show chart";

    /// <summary>The <c>Chart.yaml</c>.</summary>
    public Task<string> RunAsync(HelmShowChartSettings settings, CancellationToken cancel) =>
        RunAsync(settings, Arguments(settings).Chart(settings), null, cancel);
}
