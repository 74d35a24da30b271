using Deploy.Yaml.Parsing;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using ScalarStyle = YamlDotNet.Core.ScalarStyle;

namespace Deploy.Yaml.Tests.Parsing;

/// <summary>What a parser sees in a text, one line per node: of our parser, and of YamlDotNet's to compare it with.</summary>
internal static class Transcript
{
    /// <summary>What our parser sees.</summary>
    public static string Ours(byte[] bytes) =>
        Of(YamlParser.Parse(new YamlText(bytes, "ours", YamlOptions.Values), YamlOptions.Values));

    /// <summary>What is in documents that were parsed already.</summary>
    public static string Of(IReadOnlyList<YamlDocument> documents)
    {
        var lines = new List<string>();
        foreach (var document in documents)
        {
            lines.Add("document");
            Node(document, 0, lines);
        }

        return string.Join('\n', lines);
    }

    /// <summary>What YamlDotNet sees. It takes a byte order mark for text, so that is removed before.</summary>
    public static string Theirs(string text)
    {
        var lines = new List<string>();
        var parser = new Parser(new StringReader(text.TrimStart('\uFEFF')));
        while (parser.MoveNext())
        {
            var line = parser.Current switch
            {
                DocumentStart => "document",
                MappingStart mapping => $"mapping {mapping.Anchor} {Tag(mapping.Tag)}",
                SequenceStart sequence => $"sequence {sequence.Anchor} {Tag(sequence.Tag)}",
                MappingEnd or SequenceEnd => "end",
                AnchorAlias alias => $"*{alias.Value}",
                Scalar scalar => $"{Style(scalar.Style)} {scalar.Anchor} {Tag(scalar.Tag)} {Quote(scalar.Value)}",
                _ => null,
            };
            if (line is not null)
            {
                lines.Add(line);
            }
        }

        // Without any content it sees no document, where ours sees one that is null.
        return lines.Count == 0 ? "document\nPlain [empty] - ''" : string.Join('\n', lines);
    }

    private static void Node(YamlDocument document, int index, List<string> lines)
    {
        var token = document.Tokens[index];
        var anchor = document.Anchor(index) is { IsEmpty: false } name
            ? System.Text.Encoding.ASCII.GetString(name)
            : "[empty]";
        var tag = document.Tag(index) is { IsEmpty: false } written
            ? System.Text.Encoding.ASCII.GetString(written)
            : "-";
        switch (token.Kind)
        {
            case TokenKind.Scalar:
                lines.Add($"{token.Style} {anchor} {tag} {Quote(document.Value(index))}");
                return;
            case TokenKind.Alias:
                lines.Add(System.Text.Encoding.ASCII.GetString(document.Raw(index)));
                return;
            default:
                lines.Add($"{(token.Kind == TokenKind.Mapping ? "mapping" : "sequence")} {anchor} {tag}");
                for (var child = index + 1; child < token.Next; child = document.Tokens[child].Next)
                {
                    Node(document, child, lines);
                }

                lines.Add("end");
                return;
        }
    }

    private static string Style(ScalarStyle style) => style == ScalarStyle.Any ? "Plain" : style.ToString();

    private static string Tag(TagName tag) =>
        tag.IsEmpty ? "-"
        : tag.IsNonSpecific ? tag.Value
        : tag.Value.Replace("tag:yaml.org,2002:", "!!", StringComparison.Ordinal);

    private static string Quote(string value) =>
        $"'{value.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal)}'";
}
