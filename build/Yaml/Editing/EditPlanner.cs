using Deploy.Yaml.Parsing;

namespace Deploy.Yaml.Editing;

/// <summary>Decides which bytes an edit replaces.</summary>
internal sealed class EditPlanner(YamlDocument document, ScalarEdit edit)
{
    /// <summary>The one replacement that makes the edit; null if the value stands there already, as text.</summary>
    /// <exception cref="Model.Errors.UsageException">The path cannot be edited.</exception>
    public Splice? Plan()
    {
        var place = new PathFinder(document, edit.Path).Find();
        var keys = edit.Path.Segments.Skip(place.Depth).ToArray();
        if (keys.Length == 0)
        {
            return Replace(place);
        }

        return document.Tokens[place.Token].Kind == TokenKind.Mapping
            ? new EntryWriter(document, edit).AddTo(place.Token, keys)
            : new EntryWriter(document, edit).FillNull(place, keys);
    }

    private Splice? Replace(PathPlace place)
    {
        var token = document.Tokens[place.Token];
        if (token.Kind != TokenKind.Scalar)
        {
            var kind = token.Kind == TokenKind.Mapping ? "a mapping" : "a list";
            throw document.Text.Error(token.Start, $"{edit.Path} is {kind}; only single values are set");
        }

        RequirePlainTag(place.Token);
        if (document.IsText(place.Token) && document.Value(place.Token) == edit.Value)
        {
            return null;
        }

        var (length, text) = token.Style switch
        {
            ScalarStyle.Literal or ScalarStyle.Folded => Block(token),
            ScalarStyle.Plain or ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted => (
                token.End - token.Start,
                Inline(place, token)
            ),
        };
        return new Splice(token.Start, length, text, place.Token, place.Token, 1, [], edit.Value);
    }

    private string Inline(PathPlace place, Token token)
    {
        var text = ScalarWriter.Write(edit.Value, token.Style, document.Tokens[place.Parent].IsFlow);
        return token.Start < token.End ? text : document.GapBefore(place.Token, place.Parent) + text;
    }

    private (int Length, string Text) Block(Token token)
    {
        var text = document.Text.Slice(token.Start, token.End);
        var (replaced, written) = BlockWriter.Write(text, token, edit.Value, document.LineEnd());
        return (System.Text.Encoding.UTF8.GetByteCount(replaced), written);
    }

    private void RequirePlainTag(int token)
    {
        if (document.Tag(token) is { IsEmpty: false } tag && !tag.SequenceEqual("!!str"u8) && !tag.SequenceEqual("!"u8))
        {
            throw document.Text.Error(
                document.PropertiesOf(token).TagStart,
                $"{edit.Path} has the tag {System.Text.Encoding.UTF8.GetString(tag)}, so that it is no plain text",
                "remove the tag"
            );
        }
    }
}
