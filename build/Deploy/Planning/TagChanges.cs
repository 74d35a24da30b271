using Deploy.Yaml.Editing;

namespace Deploy.Planning;

/// <summary>A tag that differs between two versions of a values file.</summary>
/// <param name="Image">The image.</param>
/// <param name="Path">The value that holds the tag.</param>
/// <param name="Old">What it was; null where there was none.</param>
/// <param name="New">What it is.</param>
public sealed record TagChange(string Image, string Path, string? Old, string New);

/// <summary>Compares versions of a service's values file.</summary>
public static class TagChanges
{
    /// <summary>
    /// The tags in which two versions differ; null where anything else differs too. What the program writes differs in
    /// tags and in nothing else, to the byte.
    /// </summary>
    /// <param name="file">The file's path, for messages.</param>
    /// <param name="before">One version.</param>
    /// <param name="after">The other.</param>
    /// <param name="tags">The images, and the values that hold their tags.</param>
    public static IReadOnlyList<TagChange>? Between(
        string file,
        ReadOnlyMemory<byte> before,
        ReadOnlyMemory<byte> after,
        IReadOnlyList<(string Image, string Path)> tags
    )
    {
        try
        {
            var changes = tags.Select(tag =>
                    (tag.Image, tag.Path, Old: Get(before, tag.Path), New: Get(after, tag.Path))
                )
                .Where(tag => tag.New is not null && tag.New != tag.Old)
                .Select(tag => new TagChange(tag.Image, tag.Path, tag.Old, tag.New!))
                .ToList();
            var edits = changes.Select(change => new ScalarEdit(YamlPath.Parse(change.Path), change.New)).ToList();
            var edited = ValuesEditor.Set(before, file, edits).Content;
            return edited.Span.SequenceEqual(after.Span) ? changes : null;
        }
        catch (UsageException)
        {
            // A file that cannot be read was not written by this program.
            return null;
        }

        string? Get(ReadOnlyMemory<byte> content, string path) =>
            ValuesEditor.Get(content, file, YamlPath.Parse(path))?.Value;
    }
}
