using Deploy.Yaml.Parsing;

namespace Deploy.Yaml.Editing;

/// <summary>Writes keys that are missing, in the style of what is around them.</summary>
internal sealed class EntryWriter(YamlDocument document, ScalarEdit edit)
{
    /// <summary>Adds an entry behind the last one of a mapping: <c>key: value</c>, with mappings for further keys.</summary>
    public Splice AddTo(int mapping, string[] keys)
    {
        var token = document.Tokens[mapping];
        var (start, text) = token.IsFlow
            ? FlowEntry(mapping, keys)
            : OnNewLine(token.End, BlockLines(token.Indent, keys));
        return new Splice(start, 0, text, mapping, token.Next, 0, keys, edit.Value);
    }

    /// <summary>Makes a mapping of a value that is null: the root, <c>key:</c> alone, <c>~</c>.</summary>
    public Splice FillNull(PathPlace place, string[] keys)
    {
        var token = document.Tokens[place.Token];
        var isEmpty = token.Start == token.End;
        if (place.Parent < 0)
        {
            return FillRoot(token, keys);
        }

        var parent = document.Tokens[place.Parent];
        var isBlock = isEmpty && parent is { Kind: TokenKind.Mapping, IsFlow: false };
        var gap = isEmpty ? document.GapBefore(place.Token, place.Parent) : "";
        var (start, text) = isBlock
            ? OnNewLine(token.End, BlockLines(parent.Indent + document.IndentStep(), keys))
            : (token.Start, gap + Flow(keys, ScalarStyle.Plain));
        var length = isBlock ? 0 : token.End - token.Start;
        return new Splice(start, length, text, place.Token, place.Token, 1, keys, edit.Value);
    }

    // Behind all comments: a file of comments only keeps its head.
    private Splice FillRoot(Token token, string[] keys)
    {
        if (token.Start < token.End)
        {
            throw document.Text.Error(token.Start, "the file is null and not a mapping", "remove this line");
        }

        var bytes = document.Text.Bytes;
        var open = bytes.Length > document.Text.Start && bytes[^1] is not ((byte)'\r' or (byte)'\n');
        var lines = string.Join(document.LineEnd(), BlockLines(0, keys));
        var text = open ? document.LineEnd() + lines : lines + document.LineEnd();
        return new Splice(bytes.Length, 0, text, 0, 0, 1, keys, edit.Value);
    }

    // The lines go behind the line on which an entry ends. A file that does not end its last line goes on not doing so.
    private (int Start, string Text) OnNewLine(int end, IEnumerable<string> lines)
    {
        var bytes = document.Text.Bytes;
        var lineEnd = document.LineEnd();
        var text = string.Join(lineEnd, lines);
        if (end > 0 && bytes[end - 1] is (byte)'\r' or (byte)'\n')
        {
            return (end, text + lineEnd);
        }

        var position = document.RestOfLine(end);
        return (position, lineEnd + text);
    }

    private IEnumerable<string> BlockLines(int indent, string[] keys)
    {
        var step = document.IndentStep();
        for (var i = 0; i < keys.Length; i++)
        {
            var key = ScalarWriter.Write(keys[i], ScalarStyle.Plain, flow: false);
            var value = i < keys.Length - 1 ? "" : " " + ScalarWriter.Write(edit.Value, ScalarStyle.Plain, flow: false);
            yield return $"{new string(' ', indent + (i * step))}{key}:{value}";
        }
    }

    private (int Start, string Text) FlowEntry(int mapping, string[] keys)
    {
        var token = document.Tokens[mapping];
        var last = LastEntry(mapping);
        if (last < 0)
        {
            return (token.Start + 1, Entry(keys, ScalarStyle.Plain));
        }

        var value = document.Tokens[document.Tokens[last].Next];
        var isMissing = value.Start == value.End && document.Text.Bytes[value.End - 1] == ':';
        // "{a: }" needs its blank: "a:," would be another key.
        var start = isMissing && document.Text.Bytes[value.End] == ' ' ? value.End + 1 : value.End;
        return (start, ", " + Entry(keys, document.Tokens[last].Style));
    }

    private int LastEntry(int mapping)
    {
        var tokens = document.Tokens;
        var last = -1;
        for (var key = mapping + 1; key < tokens[mapping].Next; key = tokens[tokens[key].Next].Next)
        {
            last = key;
        }

        return last;
    }

    // JSON stays JSON: quoted like the key beside it.
    private string Entry(string[] keys, ScalarStyle style)
    {
        var key = ScalarWriter.Write(keys[0], style, flow: true);
        var value = keys.Length == 1 ? ScalarWriter.Write(edit.Value, style, flow: true) : Flow(keys[1..], style);
        return $"{key}: {value}";
    }

    private string Flow(string[] keys, ScalarStyle style) => $"{{{Entry(keys, style)}}}";
}
