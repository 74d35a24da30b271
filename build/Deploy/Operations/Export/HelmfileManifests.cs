using Deploy.Charts.Packaging;
using static Deploy.Operations.Export.ManifestYaml;

namespace Deploy.Operations.Export;

/// <summary>helmfile: one <c>helmfile.yaml</c>, and beside it the two layers of values that HelmInstall gives, as files.</summary>
internal static class HelmfileManifests
{
    private const string Repository = "charts";

    /// <summary>The files.</summary>
    /// <param name="export">What is exported.</param>
    /// <param name="folder">Where they will lie, absolute: a chart repository that is a folder is named from there.</param>
    public static IReadOnlyList<ExportFile> Of(FleetExport export, string folder) =>
        [
            new(
                "helmfile.yaml",
                export.Header(ExportFormat.Helmfile, "the catalog") + new ManifestYaml().Write(State(export, folder))
            ),
            .. export.Releases.SelectMany(release => Layers(export, release)),
        ];

    private static Dictionary<string, object> State(FleetExport export, string folder) =>
        Map(
            ("repositories", RepositoryOf(export.Charts) is { } repository ? new[] { repository } : null),
            (
                "helmDefaults",
                Map(
                    ("kubeContext", export.Plan.Scope.Cluster.Context),
                    ("createNamespace", false),
                    ("wait", true),
                    ("waitForJobs", true),
                    ("atomic", export.Plan.Scope.Environment.OnFailure == FailurePolicy.Rollback)
                )
            ),
            ("releases", export.Releases.Select(release => Release(export.Charts, release, folder)).ToList())
        );

    private static Dictionary<string, object>? RepositoryOf(ChartAddress charts) =>
        charts switch
        {
            ChartAddress.Registry registry => Map(
                ("name", Repository),
                ("url", registry.Path),
                ("oci", true),
                ("plainHttp", registry.Host.IsLoopback ? true : null)
            ),
            ChartAddress.Site site => Map(("name", Repository), ("url", site.Url)),
            ChartAddress.Bucket bucket => Map(("name", Repository), ("url", bucket.Url)),
            _ => null,
        };

    private static Dictionary<string, object> Release(ChartAddress charts, ExportedRelease release, string folder) =>
        Map(
            ("name", release.Release.Name.Value),
            ("namespace", release.Release.Namespace.Value),
            ("chart", ChartOf(charts, release.Service.Chart, folder)),
            // A package says its version itself.
            ("version", charts is ChartAddress.Folder ? null : release.Service.Chart.Version.Value),
            ("timeout", (int)Math.Ceiling(release.Release.InstallTimeout.TotalSeconds)),
            ("needs", NeedsOf(release)),
            ("values", new[] { ValuesOf(release), GivenOf(release) })
        );

    private static string ChartOf(ChartAddress charts, PlannedChart chart, string folder) =>
        charts is ChartAddress.Folder repository
            ? Path.GetRelativePath(
                folder,
                Path.Combine(repository.Path, ChartPackage.FileNameOf(chart.Name, chart.Version))
            )
            : $"{Repository}/{chart.Name}";

    private static List<string>? NeedsOf(ExportedRelease release) =>
        release.Needs.Count == 0 ? null : [.. release.Needs.Select(need => $"{release.Release.Namespace}/{need}")];

    private static IEnumerable<ExportFile> Layers(FleetExport export, ExportedRelease release)
    {
        var header = export.Header(ExportFormat.Helmfile, release.Service.Chart.ValuesFile);
        yield return new(ValuesOf(release), header + release.ValuesText);
        yield return new(GivenOf(release), export.Header(ExportFormat.Helmfile, "the catalog") + release.Overlay);
    }

    private static string ValuesOf(ExportedRelease release) => $"values/{release.Release.Name}/values.yaml";

    private static string GivenOf(ExportedRelease release) => $"values/{release.Release.Name}/given.yaml";
}
