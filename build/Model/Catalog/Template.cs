using System.Text;

namespace Deploy.Model.Catalog;

/// <summary>Text with placeholders in braces, e.g. <c>gunicorn_image_rev.{region}</c>.</summary>
public sealed record Template
{
    private readonly List<Part> _parts;

    /// <summary>Takes a template whose placeholders all are <paramref name="known"/>.</summary>
    /// <exception cref="UsageException">A brace is not closed, or a placeholder is unknown.</exception>
    public Template(string text, IReadOnlyCollection<string> known)
    {
        Text = text;
        _parts = Parse(text, known);
    }

    /// <summary>The template as it is written.</summary>
    public string Text { get; }

    /// <summary>The text with every placeholder replaced by its value.</summary>
    /// <exception cref="UsageException">A placeholder has no value here (e.g. no account in the region).</exception>
    public string Expand(IReadOnlyDictionary<string, string?> values)
    {
        var result = new StringBuilder();
        foreach (var part in _parts)
        {
            result.Append(part.IsPlaceholder ? ValueOf(part.Text, values) : part.Text);
        }

        return result.ToString();
    }

    /// <inheritdoc/>
    public bool Equals(Template? other) => Text == other?.Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private string ValueOf(string name, IReadOnlyDictionary<string, string?> values) =>
        values.GetValueOrDefault(name)
        ?? throw new UsageException($"{Printable.Quote(Text)} needs {{{name}}}, which has no value here");

    private static List<Part> Parse(string text, IReadOnlyCollection<string> known)
    {
        var parts = new List<Part>();
        for (var position = 0; position < text.Length; )
        {
            var open = text.IndexOf('{', position);
            if (open < 0)
            {
                parts.Add(new(text[position..], IsPlaceholder: false));
                break;
            }

            var close = text.IndexOf('}', open);
            if (close < 0)
            {
                throw new UsageException($"{Printable.Quote(text)} has a '{{' without its '}}'");
            }

            var name = text[(open + 1)..close];
            if (!known.Contains(name))
            {
                throw new UsageException(
                    $"{Printable.Quote(text)} has the unknown placeholder {{{Printable.Escape(name)}}}{Nearest.Suggestion(name, known)}"
                )
                {
                    NextStep = $"there are {string.Join(", ", known.Select(placeholder => $"{{{placeholder}}}"))}",
                };
            }

            parts.Add(new(text[position..open], IsPlaceholder: false));
            parts.Add(new(name, IsPlaceholder: true));
            position = close + 1;
        }

        return parts;
    }

    private sealed record Part(string Text, bool IsPlaceholder);
}
