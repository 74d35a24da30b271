using System.Text;

namespace Deploy.Yaml.Editing;

/// <summary>
/// The way to a value: keys, or numbers of list items from 0, separated by dots: <c>gunicorn_image_rev.us-east-1</c>,
/// <c>workers.0.image</c>. A key that has dots itself stands in quotes: <c>tags."a.b"</c>.
/// </summary>
public sealed class YamlPath : IEquatable<YamlPath>
{
    private YamlPath(IReadOnlyList<string> segments) => Segments = segments;

    /// <summary>Keys and item numbers, from the root; at least one.</summary>
    public IReadOnlyList<string> Segments { get; }

    /// <summary>A path of keys that are used as they are, dots and all.</summary>
    public static YamlPath Of(params IReadOnlyList<string> segments) =>
        segments.Count > 0 ? new YamlPath([.. segments]) : throw new UsageException("a path has at least one key");

    /// <summary>Takes a path as it is written.</summary>
    /// <exception cref="UsageException">A key is missing, or quotes are not closed.</exception>
    public static YamlPath Parse(string text)
    {
        var segments = new List<string>();
        var position = 0;
        do
        {
            segments.Add(NextSegment(text, ref position));
        } while (position++ < text.Length);

        return new YamlPath(segments);
    }

    /// <summary>The first segments, for messages about what lies on the way.</summary>
    public string Prefix(int length) => string.Join('.', Segments.Take(length).Select(Written));

    /// <summary>The path as <see cref="Parse"/> takes it.</summary>
    public override string ToString() => Prefix(Segments.Count);

    /// <inheritdoc/>
    public bool Equals(YamlPath? other) => other is not null && Segments.SequenceEqual(other.Segments);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as YamlPath);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    // Leaves the position at the dot behind the segment, or at the end.
    private static string NextSegment(string text, ref int position)
    {
        if (position >= text.Length || text[position] != '"')
        {
            var dot = text.IndexOf('.', position);
            var end = dot < 0 ? text.Length : dot;
            var key = text[position..end];
            position = end;
            return key.Length > 0 ? key : throw Wrong(text, "a key is missing");
        }

        var segment = new StringBuilder();
        for (position++; position < text.Length && text[position] != '"'; position++)
        {
            position += text[position] == '\\' && position + 1 < text.Length ? 1 : 0;
            segment.Append(text[position]);
        }

        position++;
        return position == text.Length || (position < text.Length && text[position] == '.')
            ? segment.ToString()
            : throw Wrong(text, "quotes enclose a whole key");
    }

    private static UsageException Wrong(string text, string why) => new($"{Printable.Quote(text)} is no path: {why}");

    private static string Written(string segment) =>
        segment.Length == 0 || segment.AsSpan().ContainsAny('.', '"')
            ? '"'
                + segment
                    .Replace("\\", "\\\\", StringComparison.Ordinal)
                    .Replace("\"", "\\\"", StringComparison.Ordinal)
                + '"'
            : segment;
}
