using Deploy.Model.Images;

namespace Deploy.Registry;

/// <summary>
/// Where a repository keeps what it has. The folders' names begin with an underscore, which no segment of a
/// repository's name can, so repositories nest without meeting.
/// </summary>
internal sealed class RepositoryFolders(string folder)
{
    private const string BlobsFolder = "_blobs";
    private const string ManifestsFolder = "_manifests";
    private const string TagsFolder = "_tags";

    public string BlobLink(string repository, Digest digest) =>
        Path.Combine(folder, repository, BlobsFolder, digest.Hex);

    public string Manifest(string repository, Digest digest) =>
        Path.Combine(folder, repository, ManifestsFolder, digest.Hex);

    public string Tag(string repository, ImageTag tag) => Path.Combine(folder, repository, TagsFolder, tag.Value);

    public bool Exists(string repository) =>
        Directory.Exists(Path.Combine(folder, repository, BlobsFolder))
        || Directory.Exists(Path.Combine(folder, repository, ManifestsFolder));

    /// <summary>The tags of a repository in lexical order, as the specification lists them.</summary>
    public IReadOnlyList<string> Tags(string repository)
    {
        var tags = new DirectoryInfo(Path.Combine(folder, repository, TagsFolder));
        return tags.Exists
            ? [.. tags.EnumerateFiles().Select(file => file.Name).Where(IsTag).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>The repositories that have something, in lexical order.</summary>
    public IReadOnlyList<string> All() =>
        Directory.Exists(folder)
            ?
            [
                .. Directory
                    .EnumerateDirectories(folder, "*", SearchOption.AllDirectories)
                    .Where(path => Path.GetFileName(path) is BlobsFolder or ManifestsFolder)
                    .Select(path => Path.GetRelativePath(folder, Path.GetDirectoryName(path)!).Replace('\\', '/'))
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ]
            : [];

    // A write that was cut short leaves its temporary file beside the tags.
    private static bool IsTag(string name) => !name.EndsWith(".tmp", StringComparison.Ordinal);
}
