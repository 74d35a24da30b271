using System.Text.RegularExpressions;

namespace Deploy.Operations.Commit;

/// <summary>Where people look at a repository with a browser.</summary>
/// <param name="Repository">Its page, e.g. <c>https://github.com/example/services</c>.</param>
internal sealed partial record WebAddress(Uri Repository)
{
    // GitLab has its own words for everything; the others follow GitHub.
    private bool IsGitLab => Repository.Host.Contains("gitlab", StringComparison.OrdinalIgnoreCase);

    /// <summary>The page of a repository that git reaches by a URL; null where it has none (a folder, a bundle).</summary>
    /// <remarks>Logins in the URL are left out.</remarks>
    public static WebAddress? Of(string remote)
    {
        var match = Form().Match(remote.Trim());
        return
            match.Success
            && Uri.TryCreate(
                $"https://{match.Groups["host"].Value}/{match.Groups["path"].Value}",
                UriKind.Absolute,
                out var page
            )
            ? new(page)
            : null;
    }

    /// <summary>The page of the pull request that a commit's subject names; null where it names none.</summary>
    public string? PullRequestOf(string subject)
    {
        var match = Number().Match(subject);
        return !match.Success ? null
            : IsGitLab ? $"{Repository}/-/merge_requests/{match.Groups["number"].Value}"
            : $"{Repository}/pull/{match.Groups["number"].Value}";
    }

    /// <summary>The page that makes a pull request of a branch.</summary>
    public string NewPullRequest(string main, string branch) =>
        IsGitLab
            ? $"{Repository}/-/merge_requests/new?merge_request[source_branch]={Uri.EscapeDataString(branch)}"
            : $"{Repository}/compare/{main}...{branch}?expand=1";

    [GeneratedRegex(
        @"\A((https?|ssh|git)://([^@/\s]+@)?(?<host>[A-Za-z0-9.-]+)(:[0-9]+)?/|([A-Za-z0-9._-]+@)(?<host>[A-Za-z0-9.-]+):)(?<path>[^\s?#]+?)(\.git)?/?\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Form();

    [GeneratedRegex(
        @"\([#!](?<number>[0-9]{1,9})\)|\AMerge pull request #(?<number>[0-9]{1,9})\b",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Number();
}
