using System.Globalization;
using static Deploy.Operations.Export.ManifestYaml;

namespace Deploy.Operations.Export;

/// <summary>
/// Argo CD: an <c>Application</c> for each release, in waves by <c>needs:</c>. The checkout's values are the values, and
/// what is given on top of them the parameters, which Argo CD hands to Helm as <c>--set</c>.
/// </summary>
/// <remarks>Argo CD has no rollback on failure, no timeout and no Helm tests; those parts of the plan end here.</remarks>
internal static class ArgoManifests
{
    private const string Namespace = "argocd";

    /// <summary>The manifests.</summary>
    /// <exception cref="UsageException">Argo CD cannot read the chart repository, or cannot be given a value.</exception>
    public static IReadOnlyList<ExportFile> Of(FleetExport export)
    {
        var yaml = new ManifestYaml();
        return
        [
            .. export.Releases.Select(release => new ExportFile(
                $"{release.Release.Name}.yaml",
                export.Header(ExportFormat.ArgoCd, "the catalog", release.Service.Chart.ValuesFile)
                    + yaml.Write(Application(export.Charts, release))
            )),
        ];
    }

    private static Dictionary<string, object> Application(ChartAddress charts, ExportedRelease release) =>
        Map(
            ("apiVersion", "argoproj.io/v1alpha1"),
            ("kind", "Application"),
            (
                "metadata",
                Map(
                    ("name", release.Release.Name.Value),
                    ("namespace", Namespace),
                    (
                        "annotations",
                        Map(
                            (
                                "argocd.argoproj.io/sync-wave",
                                (object)release.Wave.ToString(CultureInfo.InvariantCulture)
                            )
                        )
                    )
                )
            ),
            (
                "spec",
                Map(
                    ("project", "default"),
                    (
                        "source",
                        Map(
                            ("repoURL", Address(charts)),
                            ("chart", release.Service.Chart.Name.Value),
                            ("targetRevision", release.Service.Chart.Version.Value),
                            ("helm", Helm(release))
                        )
                    ),
                    (
                        "destination",
                        // The name that "argocd cluster add" gives to a cluster: its context's.
                        Map(("name", release.Release.Context), ("namespace", release.Release.Namespace.Value))
                    ),
                    // What the chart no longer has goes, as with helm upgrade.
                    ("syncPolicy", Map(("automated", Map(("prune", true)))))
                )
            )
        );

    private static string Address(ChartAddress charts) =>
        charts switch
        {
            ChartAddress.Registry registry => registry.Path,
            ChartAddress.Site site => site.Url,
            ChartAddress.Bucket bucket => bucket.Url,
            _ => throw new UsageException("Argo CD cannot read a chart repository that is a folder of this machine")
            {
                NextStep = "say where it is served: --repo-url=https://charts.example.com",
            },
        };

    private static Dictionary<string, object> Helm(ExportedRelease release) =>
        Map(
            ("releaseName", release.Release.Name.Value),
            ("values", release.ValuesText),
            ("parameters", release.Given.Count == 0 ? null : release.Given.Select(ArgoParameter.Of).ToList())
        );
}
