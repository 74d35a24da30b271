using Deploy.Tools.Processes;

namespace Deploy.Tools.Git;

/// <summary>Why a fetch failed: git's exit code is the same for all of them, so its words (and ssh's and curl's) decide.</summary>
internal static class GitFetchFailure
{
    private static readonly string[] _noBranch = ["couldn't find remote ref"];

    private static readonly string[] _denied =
    [
        "Permission denied",
        "Authentication failed",
        "could not read Username",
        "could not read Password",
        "returned error: 401",
        "returned error: 403",
        "Access denied",
        "access rights to this repository",
        "Repository not found",
    ];

    private static readonly string[] _offline =
    [
        "Could not resolve host",
        "Connection refused",
        "Connection timed out",
        "Operation timed out",
        "Connection reset",
        "Connection closed",
        "Network is unreachable",
        "No route to host",
        "Failed to connect",
        "Couldn't connect",
        "unable to connect",
    ];

    public static GitFetch Classify(CommandResult result) =>
        Find(result, _noBranch) is not null ? GitFetch.NoBranch
        : Find(result, _offline) is not null ? GitFetch.Offline
        : Find(result, _denied) is not null ? GitFetch.Denied
        : GitFetch.Failed;

    /// <summary>The line that says why; ssh's stands before git's own, which says only that it could not read.</summary>
    public static string Explain(CommandResult result) =>
        Find(result, [.. _offline, .. _denied]) is { } line
            ? Printable.Escape(GitMessage.Redact(line.Trim()))
            : GitMessage.Condense(result);

    private static string? Find(CommandResult result, string[] words) =>
        result
            .Error.Split('\n')
            .FirstOrDefault(line => words.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase)));
}
