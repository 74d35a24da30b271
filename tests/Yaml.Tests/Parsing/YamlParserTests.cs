using System.Text;

namespace Deploy.Yaml.Tests.Parsing;

/// <summary>What of the grammar is read, what it means, and what is refused.</summary>
public sealed class YamlParserTests
{
    [Theory]
    [InlineData("a: &x b\nc: *y", "there is no anchor '&y' before this alias")]
    [InlineData("a: &abc b\nc: *abd", "there is no anchor '&abd' before this alias; did you mean 'abc'?")]
    [InlineData("a: &\n", "the name of an anchor has only letters, digits, '-' and '_'")]
    [InlineData("a: &x.y b", "the name of an anchor has only letters, digits, '-' and '_'")]
    [InlineData("a: *\n", "the name of an alias has only letters, digits, '-' and '_'")]
    [InlineData("a: !t !u b", "a node takes only one tag")]
    [InlineData("a: !t\n  !u b", "a second anchor or tag for one node")]
    [InlineData("a: !t\n  !u\n  b", "a second anchor or tag for one node")]
    [InlineData("a: !t{ b", "unexpected '{' in a tag")]
    [InlineData("a: [!t[ b]", "unexpected '[' in a tag")]
    [InlineData("? [a]\n: b", "a collection cannot be a key")]
    [InlineData("{[a]: b}", "a collection cannot be a key")]
    [InlineData("[,]", "expected a value here, not ','")]
    [InlineData("{a: b ]", "expected ',' or '}' here, not ']'")]
    [InlineData("[a b: c, 'd' e]", "expected ',' or ']' here, not 'e'")]
    [InlineData("[a\n---\n]", "the '[' that opens here is never closed")]
    [InlineData("{a: b", "the '{' that opens here is never closed")]
    [InlineData("{: b}", "a key is missing before this ':'")]
    [InlineData("a: |x\n", "the text of a block begins on the line below its header")]
    [InlineData("a: |12\n", "the text of a block begins on the line below its header")]
    [InlineData("a: |+-\n", "the text of a block begins on the line below its header")]
    [InlineData("a: |\n\tx\n", "a tab indents this line; YAML takes only blanks")]
    [InlineData("- a\n  - b: c\n", "a key cannot stand here: it takes a line of its own")]
    [InlineData("- 'a'\n  - b\n", "this line is indented deeper than the list that it stands in, by 2")]
    [InlineData("- - a\n - b\n", "this line is indented deeper than the list that it stands in, by 1")]
    [InlineData("a: \"\\x4\"", "this escape takes 2 hexadecimal digits")]
    [InlineData("a: \"\\u12g4\"", "this escape takes 4 hexadecimal digits")]
    [InlineData("a: \"\\U0000004", "this escape takes 8 hexadecimal digits")]
    [InlineData("a: \"\\Uffffffff\"", "this escape takes 8 hexadecimal digits")]
    [InlineData("a: \"\\U00110000\"", "this escape names no character")]
    [InlineData("a: \"\\ud83d\\u0041\"", "this escape names no character")]
    [InlineData("a: \"\\ud83d x\"", "this escape names no character")]
    [InlineData("a: \"\\ude00\"", "this escape names no character")]
    [InlineData("a: \"\\", "there is no escape '\\' with end of the file")]
    [InlineData("a: \"x\\\n---\n\"", "the quotes that open here are never closed")]
    [InlineData("a: 1\n... x", "unexpected text behind the end of a value")]
    [InlineData("[a]\nb", "unexpected text: the document's value is complete, and this is not part of it")]
    [InlineData("'a\n b': c", "a key cannot stand here: it takes a line of its own")]
    [InlineData("a: x\n  \ty: z", "a key cannot stand here: it takes a line of its own")]
    [InlineData("a: x\n\ty", "a tab indents this line; YAML takes only blanks")]
    [InlineData("<<: [a]", "'<<' takes a mapping or a list of mappings, by alias")]
    [InlineData("<<: []", "'<<' takes a mapping or a list of mappings, by alias")]
    [InlineData("<<: [{a: 1}, b]", "'<<' takes a mapping or a list of mappings, by alias")]
    public void Fault_29_should_refuse_what_readers_would_guess_at(string text, string problem) =>
        Should.Throw<UsageException>(() => Read(text).AsMapping().Keys).Problem.ShouldBe(problem);

    [Theory]
    [InlineData("a: b\nc: d", "a=b c=d")]
    [InlineData("a : b\n'c': d\n\"e\" : f", "a=b c=d e=f")]
    [InlineData("? a\n? b\n: c", "a= b=c")]
    [InlineData("a: &x b\n*x : c", "a=b b=c")]
    [InlineData("&k a: &v b\nc: *k\nd: *v", "a=b c=a d=b")]
    [InlineData("a:b: c", "a:b=c")]
    [InlineData("a: -1\nb: -x\nc: ?x\nd: :x\ne: a#b", "a=-1 b=-x c=?x d=:x e=a#b")]
    [InlineData("{a, b: c, 'd':e, \"f\": }", "a= b=c d=e f=")]
    [InlineData("{a: &x b, c: *x, d: !t e, f: &y , g: !!str}", "a=b c=b d=e f= g=")]
    [InlineData("{a: b\n  c\n,\n d: e # x\n}", "a=b c d=e")]
    [InlineData("!!map\na: b", "a=b")]
    [InlineData("--- {a: b}", "a=b")]
    [InlineData("---\na: b\n---", "a=b", 2)]
    [InlineData("a: b\n...\n...\n", "a=b")]
    [InlineData("a: ---\nb: ...", "a=--- b=...")]
    [InlineData("a:\n\n  # c\n\n  b\n", "a=b")]
    [InlineData("a: !t\n  b", "a=b")]
    [InlineData("a: &x\nb: *x", "a= b=")]
    [InlineData("a: x\n \t y", "a=x y")]
    [InlineData("a: 'x' \t# c\n", "a=x")]
    public void Should_read_keys_and_values_in_all_styles(string text, string entries, int documents = 1)
    {
        var all = YamlReader.ReadAll(Encoding.UTF8.GetBytes(text), "f.yaml");

        all.Count.ShouldBe(documents);
        all[0]
            .AsMapping()
            .Entries.Select(entry => $"{entry.Key}={((YamlScalar)entry.Value).Value}")
            .ShouldBe(entries.Split(' ').Aggregate(new List<string>(), Join));

        // A value may have a blank in it.
        static List<string> Join(List<string> entries, string word)
        {
            if (word.Contains('='))
            {
                entries.Add(word);
            }
            else
            {
                entries[^1] += $" {word}";
            }

            return entries;
        }
    }

    [Theory]
    [InlineData("- a\n- b", 2)]
    [InlineData("- - a\n  - b\n- c", 2)]
    [InlineData("-\n-\n- ", 3)]
    [InlineData("- a: b\n  c: d\n- e", 2)]
    [InlineData("[a, b, ]", 2)]
    [InlineData("[]", 0)]
    [InlineData("[[], {}, [a]]", 3)]
    [InlineData("[a: b, c]", 2)]
    [InlineData("[&x a, *x, !t , &y ]", 4)]
    [InlineData("- |\n  a\n- >\n  b\n", 2)]
    [InlineData("- ? a\n  : b\n", 1)]
    [InlineData("- !t\n  - a\n  - b\n", 1)]
    public void Should_read_as_many_items_as_there_are(string text, int count) =>
        Read(text).AsSequence().Count.ShouldBe(count);

    [Fact]
    public void Should_take_a_key_of_the_longest_length_and_no_longer_one()
    {
        Read($"{new string('k', 1024)}: 1").AsMapping().Count.ShouldBe(1);
        Should
            .Throw<UsageException>(() => Read($"{new string('k', 1025)}: 1"))
            .Line()
            .ShouldBe("f.yaml:1:1: a key has at most 1024 bytes; quote the text if it is none");
    }

    private static YamlNode Read(string text) => YamlReader.Read(text, "f.yaml");
}
