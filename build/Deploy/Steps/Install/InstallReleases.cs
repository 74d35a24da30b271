using Deploy.Model;
using Deploy.Platforms;
using Deploy.Tools;
using Deploy.Tools.Helm;
using Deploy.Tools.Helm.Results;
using Deploy.Tools.Helm.Verbs;

namespace Deploy.Steps.Install;

/// <summary>Brings every release to what the plan says, and does nothing to one that is there already.</summary>
public sealed class InstallReleases(
    IHelm helm,
    TargetCluster target,
    InstallableCharts charts,
    EnsureNamespaces namespaces,
    ImagePins pins,
    RecoverRelease recover,
    RepositoryPaths paths,
    User user,
    Fleet fleet
)
{
    /// <summary>Installs or upgrades.</summary>
    /// <exception cref="FailedException">A release did not become ready; the others are done.</exception>
    public async Task RunAsync(Plan plan, CancellationToken cancellation)
    {
        var cluster = await target.AccessAsync(cancellation);
        await namespaces.RunAsync(plan, cancellation);
        await fleet.ForEachAsync(
            Stage.HelmInstall,
            plan,
            (service, cancel) => InstallAsync(plan, service, cluster, cancel),
            cancellation
        );
    }

    private async Task<IReadOnlyList<Fact>> InstallAsync(
        Plan plan,
        ServicePlan service,
        ClusterAccess cluster,
        CancellationToken cancel
    )
    {
        var chart = await charts.GetAsync(plan, service, cancel);
        var valuesFile = paths.Absolute(service.Chart.ValuesFile);
        var values = await File.ReadAllBytesAsync(valuesFile, cancel);
        var pinned = await pins.OfAsync(plan, service, cancel);
        var facts = new List<Fact>();
        foreach (var release in service.Releases)
        {
            var overlay = ValuesOverlay.Of([.. release.Values, .. pinned]);
            var mark = new ReleaseMark(
                plan.Source.ShortCommit,
                user.Token,
                ReleaseMark.InputsOf(chart.Digest, values, overlay)
            );
            facts.Add(
                await InstallAsync(plan, service, release, chart.Path, valuesFile, overlay, mark, cluster, cancel)
            );
        }

        return facts;
    }

    private async Task<ReleaseInstalled> InstallAsync(
        Plan plan,
        ServicePlan service,
        PlannedRelease release,
        string chart,
        string valuesFile,
        string overlay,
        ReleaseMark mark,
        ClusterAccess cluster,
        CancellationToken cancel
    )
    {
        var before = await helm.StatusAsync(cluster, release.Namespace, release.Name, cancel);
        before = await recover.RunAsync(plan.Options, release, cluster, before, cancel);
        if (plan.Options.DeleteFirst && before is not null)
        {
            var uninstall = new HelmUninstallSettings
            {
                Cluster = cluster,
                Namespace = release.Namespace,
                Release = release.Name,
                Timeout = release.InstallTimeout,
                Wait = true,
            };
            await helm.UninstallAsync(uninstall, cancel);
            before = null;
        }

        if (before is { Status: HelmStatus.Deployed } && ReleaseMark.In(before.Description)?.Inputs == mark.Inputs)
        {
            return new(
                service.Service.Name,
                release.Name,
                release.Namespace,
                before.Revision,
                before.Revision,
                service.Chart.Version,
                Unchanged: true
            );
        }

        var upgrade = new HelmUpgradeSettings
        {
            Cluster = cluster,
            Namespace = release.Namespace,
            Release = release.Name,
            Chart = chart,
            ValuesFiles = [valuesFile],
            Values = overlay,
            Timeout = release.InstallTimeout,
            Wait = true,
            Description = mark.ToString(),
        };
        var result = await helm.UpgradeAsync(upgrade, cancel);
        return new(
            service.Service.Name,
            release.Name,
            release.Namespace,
            result.Release.Revision,
            before?.Revision,
            service.Chart.Version,
            Unchanged: false
        );
    }
}
