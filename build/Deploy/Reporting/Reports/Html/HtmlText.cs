using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Deploy.Reporting.Reports.Html;

/// <summary>
/// HTML in which nothing from outside can become markup: what stands in a hole of an interpolated string is escaped,
/// whoever writes the line.
/// </summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _text = new();

    /// <summary>Appends markup; its holes are texts.</summary>
    public HtmlText Append([InterpolatedStringHandlerArgument("")] ref Holes markup)
    {
        _ = markup;
        return this;
    }

    /// <summary>Appends markup as it is: only what this program itself holds.</summary>
    public HtmlText Markup(string markup)
    {
        _text.Append(markup);
        return this;
    }

    /// <summary>Appends something for each of several things.</summary>
    public HtmlText Each<T>(IEnumerable<T> things, Action<HtmlText, T> append)
    {
        foreach (var thing in things)
        {
            append(this, thing);
        }

        return this;
    }

    /// <summary>Appends lines that can be folded away.</summary>
    public HtmlText Folded(string title, IReadOnlyList<string> lines, bool open) =>
        Markup(open ? "<details open=\"open\">" : "<details>")
            .Append($"<summary>{title}</summary>\n<pre>{string.Join('\n', lines)}</pre></details>\n");

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    /// <summary>Takes an interpolated string apart.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Holes(int literalLength, int formattedCount, HtmlText html)
    {
        private readonly StringBuilder _text = html._text.EnsureRoom(literalLength + (formattedCount * 16));

        /// <summary>Markup.</summary>
        public void AppendLiteral(string markup) => _text.Append(markup);

        /// <summary>A text.</summary>
        public void AppendFormatted(string? text) =>
            _text.Append(WebUtility.HtmlEncode(string.Join('\n', (text ?? "").Split('\n').Select(Printable.Escape))));

        /// <summary>A number.</summary>
        public void AppendFormatted(int number) => _text.Append(number);

        /// <summary>A number with a fraction, as CSS takes it.</summary>
        public void AppendFormatted(double number) =>
            _text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{number:0.###}");
    }
}

file static class StringBuilderExtensions
{
    public static StringBuilder EnsureRoom(this StringBuilder text, int more)
    {
        text.EnsureCapacity(text.Length + more);
        return text;
    }
}
