namespace Deploy.Tools.Git;

/// <summary>Paths as git takes them: from the root of the checkout, and without any character having a meaning.</summary>
internal static class GitPathspec
{
    /// <summary>The pathspecs; the whole checkout for none or for the root itself.</summary>
    public static IEnumerable<string> FromRoot(IReadOnlyCollection<string> paths) =>
        paths.Count == 0
            ? [":(top)"]
            : paths.Select(path => path is "" or "." ? ":(top)" : $":(top,literal){path.TrimEnd('/')}");
}
