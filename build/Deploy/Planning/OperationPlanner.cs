using Deploy.Clusters.Releases;
using Deploy.Platforms;
using Deploy.Tools.Git;

namespace Deploy.Planning;

/// <summary>
/// The plan of a task that looks after releases: which of them there are. Made from the cluster alone, so that a bad deploy
/// can be undone from a checkout in any state.
/// </summary>
/// <param name="git">Names the commit that the user stands on.</param>
/// <param name="target">Where the releases are.</param>
public sealed class OperationPlanner(IGit git, TargetCluster target)
{
    // What git itself writes for "no commit".
    private const string NoCommit = "0000000000000000000000000000000000000000";

    /// <summary>Looks the releases up. Services without one are left out.</summary>
    /// <param name="scope">Where.</param>
    /// <param name="options">How.</param>
    /// <param name="missing">Told in a sentence which releases there are not.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<Plan> PlanAsync(
        RunScope scope,
        RunOptions options,
        Action<string> missing,
        CancellationToken cancellation
    )
    {
        var releases = new InstalledReleases(await target.ApiAsync(cancellation));
        var services = new List<ServicePlan>();
        foreach (var service in scope.Services.Services)
        {
            if (await PlanAsync(scope, options, service, releases, missing, cancellation) is { } planned)
            {
                services.Add(planned);
            }
        }

        var head = await git.HeadAsync(cancellation);
        return new(
            scope,
            options,
            new(head?.Id ?? NoCommit, head?.Time ?? default, head?.Subject ?? "", DirtyContent: null),
            services
        );
    }

    private static async Task<ServicePlan?> PlanAsync(
        RunScope scope,
        RunOptions options,
        Service service,
        InstalledReleases releases,
        Action<string> missing,
        CancellationToken cancellation
    )
    {
        var planned = new List<PlannedRelease>();
        string? version = null;
        foreach (var name in scope.Namespaces)
        {
            var release = ReleaseName.Of(name, service.Chart);
            if (await releases.NewestAsync(name, release, cancellation) is not { } newest)
            {
                missing($"there is no release {release} in {name} on {scope.Cluster.Name}");
                continue;
            }

            version ??= newest.ChartVersion;
            var timeout = ReleaseTimeouts.Install(scope, options, service, name);
            planned.Add(new(release, name, scope.Cluster.Context, [], timeout, service.TestsTimeout));
        }

        return version is null
            ? null
            : new(
                service,
                new(service.Chart, new(version), service.ChartFolder, ChartSource.Repository),
                [],
                planned,
                Values: null
            );
    }
}
