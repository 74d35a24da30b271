using Cake.Core.IO;
using Deploy.Tools.Binaries;
using Deploy.Tools.Helm.Results;
using Deploy.Tools.Helm.Verbs;

namespace Deploy.Tools.Helm;

/// <summary>
/// Helm, as steps use it. Each call is one child process. A verb that fails throws <see cref="FailedException"/> with a
/// <see cref="Tools.Helm.Failures.HelmException"/> inside; a cancelled one <see cref="OperationCanceledException"/>, after its
/// child has ended.
/// </summary>
public interface IHelm
{
    /// <summary>Which Helm this is; finds or fetches it on the first call.</summary>
    Task<Binary> BinaryAsync(CancellationToken cancel);

    /// <summary>Installs or upgrades a release.</summary>
    Task<HelmUpgradeResult> UpgradeAsync(HelmUpgradeSettings settings, CancellationToken cancel);

    /// <summary>Runs a release's tests; failed tests are a result.</summary>
    Task<HelmTestResult> TestAsync(HelmTestSettings settings, CancellationToken cancel);

    /// <summary>Rolls back. Runs to its end even when cancelled.</summary>
    Task RollbackAsync(HelmRollbackSettings settings, CancellationToken cancel);

    /// <summary>Uninstalls a release, if it is there. Runs to its end even when cancelled.</summary>
    Task UninstallAsync(HelmUninstallSettings settings, CancellationToken cancel);

    /// <summary>A release's revisions, newest first; none when there is no such release.</summary>
    Task<IReadOnlyList<HelmRelease>> HistoryAsync(HelmHistorySettings settings, CancellationToken cancel);

    /// <summary>All releases of a namespace.</summary>
    Task<IReadOnlyList<HelmRelease>> ListAsync(HelmListSettings settings, CancellationToken cancel);

    /// <summary>The objects that a release has stored, as YAML.</summary>
    Task<string> ManifestAsync(HelmGetSettings settings, CancellationToken cancel);

    /// <summary>The values that a release was given, as YAML. They may hold secrets.</summary>
    Task<string> ValuesAsync(HelmGetSettings settings, CancellationToken cancel);

    /// <summary>Chart, version, and how the objects were merged.</summary>
    Task<HelmMetadata> MetadataAsync(HelmGetSettings settings, CancellationToken cancel);

    /// <summary>Renders a chart.</summary>
    Task<string> TemplateAsync(HelmTemplateSettings settings, CancellationToken cancel);

    /// <summary>Packages a chart and returns the package's path.</summary>
    Task<FilePath> PackageAsync(HelmPackageSettings settings, CancellationToken cancel);

    /// <summary>Fetches a chart's dependencies.</summary>
    Task BuildDependenciesAsync(HelmDependencyBuildSettings settings, CancellationToken cancel);

    /// <summary>A chart's <c>Chart.yaml</c>.</summary>
    Task<string> ShowChartAsync(HelmShowChartSettings settings, CancellationToken cancel);

    /// <summary>Downloads a chart's package.</summary>
    Task PullAsync(HelmPullSettings settings, CancellationToken cancel);

    /// <summary>Logs in to a registry.</summary>
    Task LoginAsync(HelmRegistryLoginSettings settings, CancellationToken cancel);
}

/// <summary>Questions that several steps ask.</summary>
public static class HelmExtensions
{
    /// <summary>A release's newest revision; null when there is no such release.</summary>
    /// <remarks>
    /// From the history, not from <c>helm status</c>: that prints values, manifest and objects too, and leaves out
    /// the chart.
    /// </remarks>
    public static async Task<HelmRelease?> StatusAsync(
        this IHelm helm,
        ClusterAccess cluster,
        NamespaceName @namespace,
        ReleaseName release,
        CancellationToken cancel
    )
    {
        var settings = new HelmHistorySettings
        {
            Cluster = cluster,
            Namespace = @namespace,
            Release = release,
            Limit = 1,
        };
        return await helm.HistoryAsync(settings, cancel) is [var newest, ..] ? newest : null;
    }
}
