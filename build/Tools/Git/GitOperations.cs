namespace Deploy.Tools.Git;

/// <summary>Tells from the files that git leaves in its folder what the user is in the middle of.</summary>
internal static class GitOperations
{
    public static GitOperation UnderWay(string gitFolder)
    {
        bool Has(string name) => Path.Exists(Path.Combine(gitFolder, name));
        return Has("rebase-merge") ? GitOperation.Rebase
            : Has("rebase-apply") ? (Has("rebase-apply/applying") ? GitOperation.Am : GitOperation.Rebase)
            : Has("MERGE_HEAD") ? GitOperation.Merge
            : Has("CHERRY_PICK_HEAD") ? GitOperation.CherryPick
            : Has("REVERT_HEAD") ? GitOperation.Revert
            : Has("BISECT_LOG") ? GitOperation.Bisect
            : GitOperation.None;
    }
}
