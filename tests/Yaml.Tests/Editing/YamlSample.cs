using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Deploy.Yaml.Tests.Editing;

/// <summary>A YAML text that was written here, with what stands in it by path.</summary>
public sealed record YamlSample(string Text, IReadOnlyDictionary<string, string> Values)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
    private static readonly string[] Words = ["tag", "image", "us-east-1", "replicas", "é", "a_b"];
    private static readonly string[] Texts =
    [
        "v1",
        "",
        "1.20",
        "yes",
        "a: b",
        "it's",
        "\"q\" \\",
        "x #y",
        "é 😀",
        "- z",
        "two\nlines",
        "\ttab",
    ];
    private static readonly string[] Gaps = ["", " # note\t", "   "];
    private static readonly string[] Between = ["", "", "\n", "# a comment: with a colon\n"];

    /// <summary>Mappings and lists in all styles, up to four deep.</summary>
    public static Arbitrary<YamlSample> Arbitrary() =>
        (
            from tree in Mapping(3)
            from crlf in Gen.Elements(false, true)
            from mark in Gen.Elements("", "\uFEFF")
            from closed in Gen.Elements(true, false)
            select Sample(tree, crlf, mark, closed)
        ).ToArbitrary();

    private static YamlSample Sample(Node tree, bool crlf, string mark, bool closed)
    {
        var values = new Dictionary<string, string>();
        tree.Collect([], values);
        var text = tree.Block(0);
        text = closed ? text : text.TrimEnd('\n');
        return new YamlSample(mark + (crlf ? text.Replace("\n", "\r\n", StringComparison.Ordinal) : text), values);
    }

    private static Gen<Node> Mapping(int depth) =>
        from style in Gen.Elements(Style.Block, Style.Block, Style.Flow)
        from count in Gen.Choose(1, 4)
        from children in Gen.ArrayOf(Value(depth), count)
        from words in Gen.ArrayOf(Gen.Elements(Words), count)
        select new Node(style, "", [.. words.Select((word, i) => $"{word}{i}")], children, "", "");

    private static Gen<Node> Value(int depth) =>
        depth == 0 ? Leaf() : Gen.Frequency((3, Leaf()), (2, Mapping(depth - 1)), (1, List(depth - 1)));

    private static Gen<Node> List(int depth) =>
        from style in Gen.Elements(Style.Block, Style.Flow)
        from count in Gen.Choose(1, 3)
        from children in Gen.ArrayOf(Value(depth), count)
        select new Node(style, "", [], children, "", "");

    private static Gen<Node> Leaf() =>
        from text in Gen.Elements(Texts)
        from style in Gen.Elements(Style.Plain, Style.Single, Style.Double, Style.Literal)
        from gap in Gen.Elements(Gaps)
        from between in Gen.Elements(Between)
        select new Node(style, text, [], [], gap, between);

    private enum Style
    {
        Plain,
        Single,
        Double,
        Literal,
        Block,
        Flow,
    }

    private sealed record Node(Style Style, string Text, string[] Keys, Node[] Children, string Gap, string Between)
    {
        public void Collect(string[] path, Dictionary<string, string> values)
        {
            if (Children.Length == 0)
            {
                values.Add(Deploy.Yaml.Editing.YamlPath.Of(path).ToString(), Text);
            }

            for (var i = 0; i < Children.Length; i++)
            {
                Children[i].Collect([.. path, Keys.Length > 0 ? Keys[i] : $"{i}"], values);
            }
        }

        public string Block(int indent)
        {
            if (Style == Style.Flow)
            {
                return new string(' ', indent) + Flow() + "\n";
            }

            var text = new StringBuilder();
            for (var i = 0; i < Children.Length; i++)
            {
                var head = new string(' ', indent) + (Keys.Length > 0 ? $"{Keys[i]}:" : "-");
                var child = Children[i];
                text.Append(
                    child.Style == Style.Block ? $"{head}\n{child.Block(indent + 2)}" : head + child.Inline(indent)
                );
            }

            return text.ToString();
        }

        private string Inline(int indent) =>
            this switch
            {
                { Style: Style.Flow } => $" {Flow()}\n",
                { Style: Style.Literal, Text: not ("" or "\ttab") } =>
                    $" |-\n{string.Join('\n', Text.Split('\n').Select(line => new string(' ', indent + 3) + line))}\n{Between}",
                _ => $" {Scalar()}{Gap}\n{Between}",
            };

        private string Flow() =>
            Children.Length == 0 ? Scalar()
            : Keys.Length == 0 ? $"[{string.Join(", ", Children.Select(child => child.Flow()))}]"
            : $"{{{string.Join(", ", Keys.Zip(Children, (key, child) => $"{key}: {child.Flow()}"))}}}";

        private string Scalar() =>
            Style switch
            {
                Style.Plain when Text is "v1" or "é 😀" => Text,
                Style.Single when !Text.AsSpan().ContainsAny('\n', '\t') =>
                    $"'{Text.Replace("'", "''", StringComparison.Ordinal)}'",
                _ => JsonSerializer.Serialize(Text, Json),
            };
    }
}
