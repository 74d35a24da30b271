using System.Text;
using Deploy.Oci.Ecr;
using Deploy.Tools.Helm.Runner;
using static Deploy.Operations.Export.ManifestYaml;

namespace Deploy.Operations.Export;

/// <summary>
/// Flux: a <c>HelmRelease</c> for each release, in its namespace. Both layers of values stand in a ConfigMap that is named
/// by its content, so that new values are a new HelmRelease, and Flux acts at once.
/// </summary>
/// <remarks>
/// Charts of a registry are read through a <c>HelmRepository</c> of type <c>oci</c>. An <c>OCIRepository</c> would append
/// the digest to the chart's version, and every label that holds the version would differ from what Helm renders.
/// </remarks>
internal static class FluxManifests
{
    private const string Interval = "10m";
    private const string Repository = "charts";
    private const string ValuesKey = "values.yaml";
    private const string GivenKey = "given.yaml";
    private const int DigestDigits = 10;

    // What Helm keeps by itself; Flux would keep 5.
    private const int KeptRevisions = 10;

    /// <summary>The manifests.</summary>
    /// <exception cref="UsageException">Flux cannot read the chart repository.</exception>
    public static IReadOnlyList<ExportFile> Of(FleetExport export)
    {
        var yaml = new ManifestYaml();
        var repositories = export.Plan.Scope.Namespaces.Select(name => HelmRepository(export.Charts, name)).ToList();
        return
        [
            new("repository.yaml", export.Header(ExportFormat.Flux, "the catalog") + yaml.Write(repositories)),
            .. export.Releases.Select(release => new ExportFile(
                $"{release.Release.Name}.yaml",
                export.Header(ExportFormat.Flux, "the catalog", release.Service.Chart.ValuesFile)
                    + yaml.Write(ConfigMap(release), HelmRelease(export.Plan, release))
            )),
        ];
    }

    private static Dictionary<string, object> HelmRepository(ChartAddress charts, NamespaceName name) =>
        Map(
            ("apiVersion", "source.toolkit.fluxcd.io/v1"),
            ("kind", "HelmRepository"),
            ("metadata", Metadata(Repository, name)),
            (
                "spec",
                charts switch
                {
                    ChartAddress.Registry registry => Map(
                        ("type", "oci"),
                        ("url", $"oci://{registry.Path}"),
                        ("interval", Interval),
                        ("provider", EcrRegistryName.Of(registry.Host) is null ? null : "aws"),
                        ("insecure", registry.Host.IsLoopback ? true : null)
                    ),
                    ChartAddress.Site site => Map(("url", site.Url), ("interval", Interval)),
                    _ => throw new UsageException(
                        "Flux reads charts by HTTP or from a registry, and this chart repository is neither"
                    )
                    {
                        NextStep = "say where it is served: --repo-url=https://charts.example.com",
                    },
                }
            )
        );

    private static Dictionary<string, object> ConfigMap(ExportedRelease release) =>
        Map(
            ("apiVersion", "v1"),
            ("kind", "ConfigMap"),
            ("metadata", Metadata(ConfigMapName(release), release.Release.Namespace)),
            ("data", Map((ValuesKey, release.ValuesText), (GivenKey, release.Overlay)))
        );

    private static Dictionary<string, object> HelmRelease(Plan plan, ExportedRelease release) =>
        Map(
            ("apiVersion", "helm.toolkit.fluxcd.io/v2"),
            ("kind", "HelmRelease"),
            ("metadata", Metadata(release.Release.Name.Value, release.Release.Namespace)),
            (
                "spec",
                Map(
                    ("interval", Interval),
                    ("releaseName", release.Release.Name.Value),
                    ("chart", Map(("spec", Chart(release.Service.Chart)))),
                    ("timeout", GoDuration.Format(release.Release.InstallTimeout)),
                    ("maxHistory", KeptRevisions),
                    ("dependsOn", NeedsOf(release)),
                    ("install", Remediation(plan)),
                    ("upgrade", Remediation(plan)),
                    ("test", Tests(plan, release.Release)),
                    ("valuesFrom", new[] { Layer(release, ValuesKey), Layer(release, GivenKey) })
                )
            )
        );

    private static Dictionary<string, object> Chart(PlannedChart chart) =>
        Map(
            ("chart", chart.Name.Value),
            ("version", chart.Version.Value),
            ("sourceRef", Map(("kind", "HelmRepository"), ("name", Repository)))
        );

    private static List<Dictionary<string, object>>? NeedsOf(ExportedRelease release) =>
        release.Needs.Count == 0 ? null : [.. release.Needs.Select(need => Map(("name", need.Value)))];

    // "keep" is what Flux does unless told otherwise: no try but the first, and nothing undone after it.
    private static Dictionary<string, object> Remediation(Plan plan) =>
        Map(
            (
                "remediation",
                Map(
                    ("retries", 0),
                    ("remediateLastFailure", plan.Scope.Environment.OnFailure == FailurePolicy.Rollback)
                )
            )
        );

    private static Dictionary<string, object> Tests(Plan plan, PlannedRelease release) =>
        plan.Options.SkipTests
            ? Map(("enable", false))
            : Map(
                ("enable", true),
                ("timeout", GoDuration.Format(release.TestsTimeout)),
                ("ignoreFailures", !plan.Options.StrictTests)
            );

    private static Dictionary<string, object> Layer(ExportedRelease release, string key) =>
        Map(("kind", "ConfigMap"), ("name", ConfigMapName(release)), ("valuesKey", key));

    private static string ConfigMapName(ExportedRelease release)
    {
        var digest = Digest.Of(Encoding.UTF8.GetBytes($"{release.ValuesText}\0{release.Overlay}"));
        return $"{release.Release.Name}-values-{digest.Hex[..DigestDigits]}";
    }

    private static Dictionary<string, object> Metadata(string name, NamespaceName @namespace) =>
        Map(("name", name), ("namespace", @namespace.Value));
}
