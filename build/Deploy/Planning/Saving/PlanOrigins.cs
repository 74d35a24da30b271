using System.Security.Cryptography;
using System.Text;
using Deploy.Catalog;
using Deploy.Charts.Contents;
using Deploy.Oci.Registry;
using Deploy.Planning.Inputs;
using Deploy.Platforms;
using Deploy.Tools.Helm.Results;

namespace Deploy.Planning.Saving;

/// <summary>
/// What a plan was made from, each thing with a fingerprint. Commit, cluster, namespaces, versions and tags stand in the
/// plan itself; here is what those names stand for at this moment.
/// </summary>
/// <param name="catalogs">The files of the catalog; empty for the default one.</param>
/// <param name="paths">Where the checkout is.</param>
/// <param name="packages">The charts of the checkout.</param>
/// <param name="stores">The chart repository.</param>
/// <param name="registry">The registry.</param>
/// <param name="revisions">What is installed.</param>
internal sealed class PlanOrigins(
    IReadOnlyList<string> catalogs,
    RepositoryPaths paths,
    ChartPackages packages,
    ChartStores stores,
    IRegistry registry,
    ReleaseRevisions revisions
)
{
    private const string Absent = "not there";

    /// <summary>Looks everything up; changes nothing.</summary>
    /// <exception cref="FailedException">The registry, the chart repository or the cluster does not answer.</exception>
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(Plan plan, CancellationToken cancel)
    {
        var origins = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["--delete"] = Word(plan.Options.DeleteFirst),
            ["--skip-tests"] = Word(plan.Options.SkipTests),
            ["--strict-tests"] = Word(plan.Options.StrictTests),
        };
        foreach (var file in catalogs.DefaultIfEmpty(CatalogLoader.DefaultFile))
        {
            origins[$"catalog {file}"] = OfFile(file);
        }

        foreach (var service in plan.Services)
        {
            origins[$"values {service.Chart.ValuesFile}"] = OfFile(service.Chart.ValuesFile);
            var package = await packages.OfCheckoutAsync(service, cancel);
            origins[$"chart {service.Chart.Folder}"] = OfChart(package.Contents);
        }

        if (plan.Scope.Pipeline.Runs(Stage.PublishChart) || plan.Scope.Pipeline.Runs(Stage.HelmInstall))
        {
            await AddPublishedAsync(origins, plan, cancel);
        }

        if (plan.Scope.Pipeline.Runs(Stage.HelmInstall) && !plan.Builds)
        {
            await AddImagesAsync(origins, plan, cancel);
        }

        if (plan.Scope.Pipeline.Runs(Stage.HelmInstall) || plan.Scope.Pipeline.Runs(Stage.HelmTest))
        {
            await AddReleasesAsync(origins, plan, cancel);
        }

        return origins;
    }

    private async Task AddPublishedAsync(SortedDictionary<string, string> origins, Plan plan, CancellationToken cancel)
    {
        var charts = plan
            .Services.Select(service => service.Chart)
            .Where(chart => chart.Source == ChartSource.Repository)
            .ToList();
        var published =
            charts.Count == 0 ? [] : await stores.Open().FindAsync([.. charts.Select(chart => chart.Name)], cancel);
        foreach (var chart in charts)
        {
            var version = published.FirstOrDefault(each => each.Chart == chart.Name && each.Version == chart.Version);
            origins[$"published {chart.Name} {chart.Version}"] = version is null
                ? Absent
                : version.Digest?.Value ?? version.Url;
        }
    }

    // What the run itself builds is no origin: it depends on the commit, and a registry that has it already is no obstacle.
    private async Task AddImagesAsync(SortedDictionary<string, string> origins, Plan plan, CancellationToken cancel)
    {
        foreach (var image in plan.Services.SelectMany(service => service.Images))
        {
            origins[$"image {image.Reference.Repository}:{image.Tag}"] =
                (await registry.Manifests.FindAsync(image.Reference, cancel))?.Digest.Value ?? Absent;
        }
    }

    private async Task AddReleasesAsync(SortedDictionary<string, string> origins, Plan plan, CancellationToken cancel)
    {
        var stored = await revisions.NewestAsync(plan.Scope.Namespaces, cancel);
        foreach (var release in plan.Services.SelectMany(service => service.Releases))
        {
            origins[$"release {release.Name} in {release.Namespace}"] = stored.Newest(release.Namespace, release.Name)
                is { } newest
                ? $"revision {newest.Number}, {newest.Status.Word()}"
                : Absent;
        }
    }

    private string OfFile(string file) => Digest.Of(File.ReadAllBytes(paths.Absolute(file))).Value;

    // values.yaml has a fingerprint of its own.
    private static string OfChart(ChartContents contents)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in contents.Files.Where(file => file.Path != "values.yaml"))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path}\n{file.Content.Length}\n"));
            hash.AppendData(file.Content.Span);
        }

        return Digest.FromHash(hash.GetHashAndReset()).Value;
    }

    private static string Word(bool isSet) => isSet ? "yes" : "no";
}
