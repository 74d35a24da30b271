using System.Globalization;
using Cake.Core.IO;

namespace Deploy.Tools.Git;

/// <summary>Fetches the upstream main branch and compares HEAD with it.</summary>
internal sealed class GitUpstreamReader(GitRunner git, DirectoryPath folder)
{
    /// <param name="query">Which remote and branch.</param>
    /// <param name="remoteHead">The tracking branch that the remote calls its default, if known.</param>
    /// <param name="cancel">Stops the fetch.</param>
    public async Task<GitUpstreamState> ReadAsync(GitStateQuery query, string? remoteHead, CancellationToken cancel)
    {
        var remotes = await git.RunAsync(new GitSettings(folder), ["remote"], cancel);
        var names = remotes.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (!names.Contains(query.Remote))
        {
            return new(null, GitFetch.NotTried, string.Join(", ", names));
        }

        var state = new GitUpstreamState(null, GitFetch.NotTried);
        foreach (var branch in Candidates(query, remoteHead))
        {
            state = await FetchAsync(query, branch, cancel);
            if (state.Fetch != GitFetch.NoBranch)
            {
                break;
            }
        }

        return state.Fetch is GitFetch.Done or GitFetch.NotTried ? await CompareAsync(state, cancel) : state;
    }

    private static IEnumerable<string> Candidates(GitStateQuery query, string? remoteHead)
    {
        var prefix = $"refs/remotes/{query.Remote}/";
        return query.MainBranch is { } named ? [named]
            : remoteHead?.StartsWith(prefix, StringComparison.Ordinal) == true ? [remoteHead[prefix.Length..]]
            : ["main", "master"];
    }

    private async Task<GitUpstreamState> FetchAsync(GitStateQuery query, string branch, CancellationToken cancel)
    {
        var name = $"{query.Remote}/{branch}";
        if (query.FetchTimeout is not { } timeout)
        {
            return new(name, GitFetch.NotTried);
        }

        var settings = new GitSettings(folder) { MayFail = true, ToolTimeout = timeout };
        string[] arguments =
        [
            "fetch",
            "--no-tags",
            "--no-recurse-submodules",
            "--no-write-fetch-head",
            "--",
            query.Remote,
            $"+refs/heads/{branch}:refs/remotes/{name}",
        ];
        try
        {
            var result = await git.RunAsync(settings, arguments, cancel);
            return result.Succeeded
                ? new(name, GitFetch.Done, HasNews: result.Error.Contains(" -> ", StringComparison.Ordinal))
                : new(name, GitFetchFailure.Classify(result), GitFetchFailure.Explain(result));
        }
        catch (FailedException e) when (e.InnerException is TimeoutException)
        {
            return new(name, GitFetch.TimedOut);
        }
    }

    private async Task<GitUpstreamState> CompareAsync(GitUpstreamState state, CancellationToken cancel)
    {
        var result = await git.RunAsync(
            new GitSettings(folder) { MayFail = state.Fetch == GitFetch.NotTried },
            ["rev-list", "--left-right", "--count", $"HEAD...refs/remotes/{state.Name}", "--"],
            cancel
        );
        if (!result.Succeeded)
        {
            return state with { Name = null };
        }

        var counts = result.Output.Split('\t');
        return state with
        {
            Ahead = int.Parse(counts[0], CultureInfo.InvariantCulture),
            Behind = int.Parse(counts[1], CultureInfo.InvariantCulture),
        };
    }
}
