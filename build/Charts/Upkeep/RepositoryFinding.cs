namespace Deploy.Charts.Upkeep;

/// <summary>Something that is wrong with a chart repository.</summary>
/// <param name="Fault">What kind of wrong.</param>
/// <param name="Item">The package's file name, or <c>index.yaml</c>.</param>
/// <param name="Problem">What is wrong, in one sentence.</param>
public sealed record RepositoryFinding(RepositoryFault Fault, string Item, string Problem)
{
    /// <summary>Whether it can be put right without replacing anything that is published.</summary>
    public bool IsRepairable => Fault is RepositoryFault.NoIndex or RepositoryFault.Unlisted;

    /// <summary>What to do about it.</summary>
    public string NextStep =>
        Fault switch
        {
            RepositoryFault.NoIndex or RepositoryFault.Unlisted => "--target=RepoVerify --repair adds it",
            RepositoryFault.NoPackage => "publish that version again from its commit, or remove its entry",
            RepositoryFault.OtherDigest => "find out who replaced the package, and restore it",
            RepositoryFault.BadPackage => "restore the package, or remove it together with its entry",
            RepositoryFault.ListedTwice => "remove one of the entries",
            RepositoryFault.OddEntry => "look at the entry; nothing installs it by its version",
        };
}

/// <summary>What can be wrong with a chart repository.</summary>
public enum RepositoryFault
{
    /// <summary>There is no index.</summary>
    NoIndex,

    /// <summary>A package is in no entry: a publisher died, or somebody uploaded it by hand.</summary>
    Unlisted,

    /// <summary>An entry has no package.</summary>
    NoPackage,

    /// <summary>A package is not the one that its entry lists.</summary>
    OtherDigest,

    /// <summary>A package that must not be installed, or that is not what its name says.</summary>
    BadPackage,

    /// <summary>A version has two entries.</summary>
    ListedTwice,

    /// <summary>An entry that is not SemVer, has no digest, or points outside the repository.</summary>
    OddEntry,
}
