using System.Text;

namespace Deploy.Yaml.Parsing;

/// <summary>The text of a literal or folded block.</summary>
internal static class BlockText
{
    /// <summary>What becomes of the line ends at the end of the block.</summary>
    public enum Chomping
    {
        /// <summary>One line end, if there is any.</summary>
        Clip,

        /// <summary><c>-</c>: none.</summary>
        Strip,

        /// <summary><c>+</c>: all.</summary>
        Keep,
    }

    /// <summary>What the block's header says.</summary>
    public static Chomping ChompingOf(ReadOnlySpan<char> header)
    {
        foreach (var character in header[1..])
        {
            switch (character)
            {
                case '-':
                    return Chomping.Strip;
                case '+':
                    return Chomping.Keep;
                case >= '1' and <= '9':
                    break;
                default:
                    return Chomping.Clip;
            }
        }

        return Chomping.Clip;
    }

    /// <summary>The text of a block, from its header on.</summary>
    public static string Decode(string text, ScalarStyle style, int indent)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var result = new StringBuilder(text.Length);
        var empty = 0;
        var before = Line.None;
        // Split leaves an empty piece behind a final line end, which is no line.
        var ended = lines[^1].Length == 0;
        var last = ended ? lines.Length - 1 : lines.Length;
        for (var i = 1; i < last; i++)
        {
            var line = lines[i].Length > indent ? lines[i].AsSpan(indent) : [];
            if (line.IsEmpty)
            {
                empty++;
                continue;
            }

            var now = line[0] is ' ' or '\t' ? Line.Indented : Line.Text;
            Join(result, style == ScalarStyle.Folded && before == Line.Text && now == Line.Text, before, empty);
            result.Append(line);
            (before, empty) = (now, 0);
        }

        var chomping = ChompingOf(lines[0]);
        if (chomping != Chomping.Strip && before != Line.None && (ended || empty > 0))
        {
            result.Append('\n');
        }

        return chomping == Chomping.Keep ? result.Append('\n', empty).ToString() : result.ToString();
    }

    private enum Line
    {
        None,
        Text,
        Indented,
    }

    // Between two lines of text, folding turns a lone line end into a blank and drops the first of several.
    private static void Join(StringBuilder result, bool fold, Line before, int empty)
    {
        if (fold)
        {
            _ = empty == 0 ? result.Append(' ') : result.Append('\n', empty);
            return;
        }

        result.Append('\n', before == Line.None ? empty : empty + 1);
    }
}
