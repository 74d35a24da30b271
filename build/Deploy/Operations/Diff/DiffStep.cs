using Deploy.Clusters.Releases;
using Deploy.Planning.Inputs;
using Deploy.Platforms;
using Deploy.Tools;
using Deploy.Tools.Helm;
using Deploy.Tools.Helm.Verbs;
using Deploy.Yaml;

namespace Deploy.Operations.Diff;

/// <summary>Shows what installing the checkout would change in the cluster, and changes nothing.</summary>
internal sealed class DiffStep(
    IHelm helm,
    TargetCluster target,
    ServiceInputs inputs,
    MaskedManifest masked,
    DiffText text
)
{
    /// <summary>Renders every release as Helm would install it, and compares it with what Helm has stored.</summary>
    /// <param name="plan">Which releases.</param>
    /// <param name="asJson">Whether to print JSON.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="FailedException">A chart does not render, or the cluster does not answer.</exception>
    public async Task RunAsync(Plan plan, bool asJson, CancellationToken cancellation)
    {
        var access = await target.AccessAsync(cancellation);
        var installed = new InstalledReleases(await target.ApiAsync(cancellation));
        var diffs = new ReleaseDiff[plan.Services.Count][];
        await Parallel.ForAsync(
            0,
            plan.Services.Count,
            new ParallelOptions { MaxDegreeOfParallelism = plan.Options.Concurrency, CancellationToken = cancellation },
            async (index, cancel) =>
                diffs[index] = await OfServiceAsync(plan, plan.Services[index], access, installed, cancel)
        );
        text.Write([.. diffs.SelectMany(each => each)], asJson);
    }

    private async Task<ReleaseDiff[]> OfServiceAsync(
        Plan plan,
        ServicePlan service,
        ClusterAccess access,
        InstalledReleases installed,
        CancellationToken cancel
    )
    {
        var diffs = new List<ReleaseDiff>();
        foreach (var (release, input) in await inputs.PreviewAsync(plan, service, cancel))
        {
            var newest = await installed.NewestAsync(release.Namespace, release.Name, cancel);
            var rendered = await helm.TemplateAsync(Settings(release, input, access, newest is not null), cancel);
            diffs.Add(
                new(
                    release.Name.Value,
                    release.Namespace.Value,
                    newest?.Revision,
                    newest?.ChartVersion,
                    service.Chart.Version.Value,
                    UnifiedDiff.Of(
                        ManifestOrder.Of(masked.Of(newest?.Manifest ?? "")),
                        ManifestOrder.Of(masked.Of(rendered)),
                        release.Name.Value
                    )
                )
            );
        }

        return [.. diffs];
    }

    private static HelmTemplateSettings Settings(
        PlannedRelease release,
        ReleaseInput input,
        ClusterAccess access,
        bool isUpgrade
    ) =>
        new()
        {
            Release = release.Name,
            Namespace = release.Namespace,
            Chart = input.Chart,
            ValuesFiles = [input.ValuesFile],
            Values = input.Overlay,
            Cluster = access,
            IsUpgrade = isUpgrade,
            NoHooks = true,
        };
}
