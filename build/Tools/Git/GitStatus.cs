namespace Deploy.Tools.Git;

/// <summary>What <c>git status --porcelain=v2 -z --branch</c> says.</summary>
/// <param name="Head">The commit; null before the first one.</param>
/// <param name="Branch">The branch; null when detached.</param>
/// <param name="Changes">What differs from HEAD.</param>
/// <param name="Ignored">What is ignored, where asked for.</param>
internal sealed record GitStatus(
    string? Head,
    string? Branch,
    IReadOnlyList<GitChange> Changes,
    IReadOnlyList<string> Ignored
)
{
    public static GitStatus Parse(string output)
    {
        string? head = null;
        string? branch = null;
        var changes = new List<GitChange>();
        var ignored = new List<string>();
        foreach (var entry in output.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            switch (entry[0])
            {
                case '#' when Header(entry, "# branch.oid ") is { } id:
                    head = id == "(initial)" ? null : id;
                    break;
                case '#' when Header(entry, "# branch.head ") is { } name:
                    branch = name == "(detached)" ? null : name;
                    break;
                case '1':
                    changes.AddRange(Changed(entry.Split(' ', 9)));
                    break;
                case 'u':
                    changes.Add(new(entry.Split(' ', 11)[10], GitChangeKind.Conflicted));
                    break;
                case '?':
                    changes.Add(new(entry[2..], GitChangeKind.Untracked));
                    break;
                case '!':
                    ignored.Add(entry[2..]);
                    break;
            }
        }

        return new(head, branch, changes, ignored);
    }

    private static string? Header(string entry, string name) =>
        entry.StartsWith(name, StringComparison.Ordinal) ? entry[name.Length..] : null;

    // 1 XY sub mH mI mW hH hI path: X is the index against HEAD, Y the file against the index, S… a submodule.
    private static IEnumerable<GitChange> Changed(string[] fields)
    {
        var (states, submodule, path) = (fields[1], fields[2], fields[8]);
        if (states[0] != '.')
        {
            yield return new(path, GitChangeKind.Staged);
        }

        if (states[1] != '.')
        {
            yield return new(path, submodule[0] == 'S' ? GitChangeKind.Submodule : GitChangeKind.Unstaged);
        }
    }
}
