namespace Deploy.Tests.Yaml;

/// <summary>The values.yaml files of published charts that lie beside the repository, where they do.</summary>
internal static class Corpus
{
    private static readonly string Folder = Path.GetFullPath(
        Path.Combine(RepositoryRoot(), "..", "shared", "corpus", "values")
    );

    /// <summary>All files, by their path below the folder. Skips the test where there are none.</summary>
    public static IReadOnlyList<(string Name, byte[] Bytes)> Files()
    {
        Assert.SkipUnless(Directory.Exists(Folder), $"there is no corpus of values files at {Folder}");
        return
        [
            .. Directory
                .EnumerateFiles(Folder, "*.yaml", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(path => (Path.GetRelativePath(Folder, path), File.ReadAllBytes(path))),
        ];
    }

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Deploy.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("not inside the repository");
        }

        return folder;
    }
}
