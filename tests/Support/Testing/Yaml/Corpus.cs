namespace Deploy.Testing.Yaml;

/// <summary>The values.yaml files of published charts that lie beside the repository, where they do.</summary>
public static class Corpus
{
    private static readonly string _folder = Path.GetFullPath(
        Path.Combine(Repository.Root, "..", "shared", "corpus", "values")
    );

    /// <summary>Why there are no files; null where there are.</summary>
    public static string? Missing => Directory.Exists(_folder) ? null : $"there are no values files at {_folder}";

    /// <summary>All files, by their path below the folder.</summary>
    public static IReadOnlyList<(string Name, byte[] Bytes)> Files() =>
        [
            .. Directory
                .EnumerateFiles(_folder, "*.yaml", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(path => (Path.GetRelativePath(_folder, path), File.ReadAllBytes(path))),
        ];
}
