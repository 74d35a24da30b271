namespace Deploy.Model.Runs;

/// <summary>Where things are in the checkout.</summary>
/// <param name="Root">The folder that holds it, absolute.</param>
public sealed record RepositoryPaths(string Root)
{
    /// <summary>What the program keeps between runs.</summary>
    public string Work => Path.Combine(Root, ".deploy");

    /// <summary>What can be made again: PEX files, fetched charts.</summary>
    public string Cache => Path.Combine(Work, "cache");

    /// <summary>One folder per run.</summary>
    public string Runs => Path.Combine(Work, "runs");

    /// <summary>The embedded platform's state.</summary>
    public string Sandbox => Path.Combine(Root, ".sandbox");

    /// <summary>Helm and kubectl, where the machine has none that fits.</summary>
    public string Tools => Path.Combine(Root, ".tools");

    /// <summary>The folders that are the program's own. Nothing in them is from the repository.</summary>
    public IReadOnlyList<string> Own => [Work, Sandbox, Tools];

    /// <summary>The absolute path of something in the checkout.</summary>
    public string Absolute(string relative) => Path.GetFullPath(relative, Root);
}
