using Cake.Core.IO;
using Deploy.Tools.Binaries;
using Deploy.Tools.Helm.Runner;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Helm.Verbs;

/// <summary><c>helm template</c>.</summary>
public sealed class HelmTemplateSettings() : HelmSettings(HelmDeadlines.Work), IHelmChartSettings
{
    /// <summary>The release's name in the templates.</summary>
    public required ReleaseName Release { get; init; }

    /// <summary>The release's namespace in the templates.</summary>
    public required NamespaceName Namespace { get; init; }

    /// <inheritdoc/>
    public required string Chart { get; init; }

    /// <inheritdoc/>
    public ChartVersion? Version { get; init; }

    /// <inheritdoc/>
    public bool PlainHttp { get; init; }

    /// <summary>Values files, later ones on top.</summary>
    public IReadOnlyList<FilePath> ValuesFiles { get; init; } = [];

    /// <summary>YAML on top of all files. Goes by standard input, so it may hold secrets.</summary>
    public string? Values { get; init; }

    /// <summary>A cluster to render for and to check against; without one Helm assumes its own defaults.</summary>
    public ClusterAccess? Cluster { get; init; }

    /// <summary>Renders as an upgrade (<c>.Release.IsUpgrade</c>), not as an install.</summary>
    public bool IsUpgrade { get; init; }

    /// <summary>Leaves the hooks out, as the manifest that Helm stores does.</summary>
    public bool NoHooks { get; init; }
}

/// <summary>Renders a chart.</summary>
public sealed class HelmTemplateRunner(CommandHost host, Binary helm) : HelmTool<HelmTemplateSettings>(host, helm)
{
    /// <inheritdoc/>
    protected override string Verb => "template";

    /// <summary>The manifest.</summary>
    public Task<string> RunAsync(HelmTemplateSettings settings, CancellationToken cancel)
    {
        var arguments = Arguments(settings);
        if (settings.Cluster is { } cluster)
        {
            Dialect.RenderOnServer(arguments.Literals(ClusterArguments(cluster, settings.Namespace)));
        }
        else
        {
            arguments.Option("--namespace", settings.Namespace.Value);
        }

        arguments
            .Flag("--is-upgrade", settings.IsUpgrade)
            .Flag("--no-hooks", settings.NoHooks)
            .Values(settings.ValuesFiles, settings.Values)
            .Chart(settings, settings.Release);
        return RunAsync(settings, arguments, settings.Values, cancel);
    }
}
