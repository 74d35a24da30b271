namespace Deploy.Tools.Git;

/// <summary>Reads <c>git ls-files -v -z</c>: a letter, a space, a path. Lower case is assume-unchanged, S is skip-worktree.</summary>
internal static class GitHiddenFiles
{
    public static IEnumerable<GitHiddenFile> Parse(string output)
    {
        foreach (var entry in output.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            if (entry[0] is 'S' or 's')
            {
                yield return new(entry[2..], GitHiddenFlag.SkipWorktree);
            }
            else if (char.IsAsciiLetterLower(entry[0]))
            {
                yield return new(entry[2..], GitHiddenFlag.AssumeUnchanged);
            }
        }
    }
}
