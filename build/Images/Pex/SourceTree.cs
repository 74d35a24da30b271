using Deploy.Tools.Files;

namespace Deploy.Images.Pex;

/// <summary>The files of several roots as one tree, in the order in which they are written.</summary>
/// <param name="Files">The files, sorted by name.</param>
internal sealed record SourceTree(IReadOnlyList<SourceFile> Files)
{
    /// <summary>Brings the roots together.</summary>
    /// <exception cref="UsageException">Two roots have a file of the same name, with different content.</exception>
    public static async Task<SourceTree> OfAsync(IReadOnlyList<SourceRoot> roots, CancellationToken cancellationToken)
    {
        var files = new SortedDictionary<string, SourceFile>(StringComparer.Ordinal);
        foreach (var root in roots)
        {
            foreach (var name in root.Files)
            {
                var path = root.PathOf(name);
                var file = new SourceFile(name, path, await FileDigest.OfAsync(path, cancellationToken));
                if (!files.TryAdd(name, file) && files[name].Digest != file.Digest)
                {
                    throw new UsageException(
                        $"two sources have a file {Printable.Quote(name)}, and they differ: {files[name].Path} and {path}"
                    )
                    {
                        NextStep = "rename one of them, or leave one of the two folders out of the catalog's sources",
                    };
                }
            }
        }

        return new SourceTree([.. files.Values]);
    }

    /// <summary>Whether the tree has a file of this name.</summary>
    public bool Has(string name) => Files.Any(file => file.Name == name);

    /// <summary>Adds the names and contents to what something is made from.</summary>
    public InputDigest AddTo(InputDigest inputs) =>
        Files.Aggregate(inputs, (digest, file) => digest.Add(file.Name, file.Digest.Value));
}

/// <summary>A file of a <see cref="SourceTree"/>.</summary>
/// <param name="Name">Its name in the tree, with <c>/</c> between names.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Digest">Its content.</param>
internal sealed record SourceFile(string Name, string Path, Digest Digest);
