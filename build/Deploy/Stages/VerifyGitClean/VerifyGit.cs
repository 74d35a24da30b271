using Deploy.Planning;
using Deploy.Tools.Git;

namespace Deploy.Stages.VerifyGitClean;

/// <summary>Sees to it that what is deployed is what upstream's main branch has.</summary>
/// <param name="git">The checkout.</param>
/// <param name="catalog">Knows the main branch.</param>
/// <param name="ownEdits">Knows what an earlier run for the same commit has written.</param>
/// <param name="events">Is told what is no reason to stop.</param>
public sealed class VerifyGit(IGit git, ServiceCatalog catalog, OwnEdits ownEdits, IRunEvents events)
{
    private static readonly TimeSpan _fetchTimeout = TimeSpan.FromSeconds(30);
    private readonly HashSet<string> _told = [];

    /// <summary>Looks, after a fetch.</summary>
    /// <exception cref="RefusedException">The checkout is something else, and nobody took the guard away.</exception>
    public async Task RunAsync(Plan plan, CancellationToken cancellation)
    {
        var sources = plan
            .Services.SelectMany(service => SourceFolders.Of(service.Service, plan.Scope))
            .Distinct()
            .ToList();
        var state = await git.StateAsync(new(catalog.Remote, catalog.MainBranch, sources, _fetchTimeout), cancellation);
        state = await WithoutOwnEditsAsync(state, plan, cancellation);
        Tell(GitGuard.Check(state, plan.Source.Commit), plan.Options);
    }

    /// <summary>Looks whether the checkout still is what the run was planned for; asks nobody else.</summary>
    /// <exception cref="RefusedException">It is not, and nobody took the guard away.</exception>
    public async Task RequireUnchangedAsync(Plan plan, CancellationToken cancellation)
    {
        if (plan.Scope.Pipeline.IsStrictAboutGit)
        {
            var query = new GitStateQuery(catalog.Remote, catalog.MainBranch, SourcePaths: [], FetchTimeout: null);
            var state = await WithoutOwnEditsAsync(await git.StateAsync(query, cancellation), plan, cancellation);
            Tell(GitGuard.CheckTree(state, plan.Source.Commit), plan.Options);
        }
    }

    private void Tell(IReadOnlyList<GitProblem> found, RunOptions options)
    {
        var problems = found.ToLookup(problem => Refuses(problem, options));
        foreach (var problem in problems[false])
        {
            events.Publish(new Note($"{problem.Message} ({problem.NextStep})", IsWarning: true));
        }

        if (problems[true].Any())
        {
            throw new RefusedException(string.Join("; ", problems[true].Select(problem => problem.Message)))
            {
                NextStep = string.Join("; ", problems[true].Select(problem => problem.NextStep).Distinct()),
            };
        }
    }

    private async Task<GitState> WithoutOwnEditsAsync(GitState state, Plan plan, CancellationToken cancellation)
    {
        var own = await ownEdits.AmongAsync(state.Changes, plan, cancellation);
        if (own.Count == 0)
        {
            return state;
        }

        if (own.Except(_told).Any())
        {
            events.Publish(
                new Note($"an earlier run has written this commit's tags already: {string.Join(", ", own)}")
            );
            _told.UnionWith(own);
        }

        return state with
        {
            Changes = [.. state.Changes.Where(change => !own.Contains(change.Path))],
        };
    }

    private static bool Refuses(GitProblem problem, RunOptions options) =>
        problem.Refuses && options.GuardsRefuse && !options.IgnoreGitCheck;
}
