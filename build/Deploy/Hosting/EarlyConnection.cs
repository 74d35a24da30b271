using Deploy.Arguments;
using Deploy.Clusters;
using Deploy.Platforms;

namespace Deploy.Hosting;

/// <summary>
/// Makes the connection to the cluster while the run is still being planned: logging in, and all that a process does for
/// the first time, would otherwise stand between the last image and the first release.
/// </summary>
internal sealed class EarlyConnection(
    DeployArguments arguments,
    RunScope scope,
    IPlatform platform,
    TargetCluster target
)
{
    /// <summary>Begins, where the run is going to need the cluster. What goes wrong is told to whoever needs it then.</summary>
    /// <param name="cancel">Gives up.</param>
    public void Begin(CancellationToken cancel)
    {
        // The embedded platform would be started by it, which a run that is refused has no need of.
        if (scope.Pipeline.Runs(Stage.HelmInstall) && !arguments.PlanOnly && platform.Kind != PlatformKind.Embedded)
        {
            _ = Task.Run(() => LookAsync(cancel), cancel);
        }
    }

    private async Task LookAsync(CancellationToken cancel) =>
        await new Namespaces(await target.ApiAsync(cancel)).LabelsAsync(scope.Namespaces[0], cancel);
}
