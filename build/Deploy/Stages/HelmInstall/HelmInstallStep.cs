using Deploy.Clusters.Watching;
using Deploy.Planning.Inputs;
using Deploy.Platforms;

namespace Deploy.Stages.HelmInstall;

/// <summary>Brings every release to what the plan says, in the order of <c>needs:</c>.</summary>
internal sealed class HelmInstallStep(
    TargetCluster target,
    EnsureNamespaces namespaces,
    ReleaseRevisions revisions,
    ServiceInputs inputs,
    InstallRelease install,
    Fleet fleet,
    TimeProvider time
)
{
    /// <summary>Installs or upgrades.</summary>
    /// <exception cref="FailedException">A release did not become ready; those that do not need it are done.</exception>
    public async Task<IReadOnlyList<ReleaseInstalled>> RunAsync(
        Plan plan,
        IReadOnlyList<ImagePushed> pushed,
        CancellationToken cancellation
    )
    {
        var access = await target.AccessAsync(cancellation);
        await namespaces.RunAsync(plan, cancellation);
        await using var watch = new ClusterWatch(await target.ApiAsync(cancellation), time);
        var stored = await revisions.NewestAsync(plan.Scope.Namespaces, cancellation);
        var installed = await fleet.ForEachInOrderAsync(
            Stage.HelmInstall,
            plan,
            async (service, cancel) =>
            {
                var facts = new List<Fact>();
                foreach (var (release, input) in await inputs.OfAsync(plan, service, pushed, cancel))
                {
                    var before = stored.Newest(release.Namespace, release.Name);
                    facts.Add(
                        await install.RunAsync(new(plan, service, release, access, watch, input, before), cancel)
                    );
                }

                return facts;
            },
            cancellation
        );
        return [.. installed.OfType<ReleaseInstalled>()];
    }
}
