using System.Text;

namespace Deploy.Yaml.Parsing;

/// <summary>How the lines of a plain or single-quoted scalar become one text.</summary>
internal static class LineFolding
{
    /// <summary>
    /// One line end becomes a blank, each empty line a line feed. Blanks around line ends do not count; those before the
    /// first and behind the last line do.
    /// </summary>
    public static string Join(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var result = new StringBuilder(text.Length);
        var empty = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].AsSpan();
            line = i > 0 ? line.TrimStart(" \t") : line;
            line = i < lines.Length - 1 ? line.TrimEnd(" \t") : line;
            if (i > 0 && i < lines.Length - 1 && line.IsEmpty)
            {
                empty++;
                continue;
            }

            if (i > 0)
            {
                _ = empty == 0 ? result.Append(' ') : result.Append('\n', empty);
                empty = 0;
            }

            result.Append(line);
        }

        return result.ToString();
    }
}
