using System.Text;
using Deploy.Yaml.Parsing;

namespace Deploy.Yaml.Tests;

public sealed class YamlReaderTests
{
    private static YamlNode Read(string text) => YamlReader.Read(text, "f.yaml");

    private static UsageException Refused(string text, YamlOptions? options = null) =>
        Should.Throw<UsageException>(() => YamlReader.Read(text, "f.yaml", options));

    [Theory]
    [InlineData("a: plain", "plain")]
    [InlineData("a: 1.20", "1.20")]
    [InlineData("a: yes", "yes")]
    [InlineData("a: 'it''s'", "it's")]
    [InlineData("a: \"x\\ty \\u00e9 \\\"z\\\"\"", "x\ty é \"z\"")]
    [InlineData("a: \"\\ud83d\\ude00 \\U0001F600\"", "😀 😀")]
    [InlineData("a: http://x:80/#y # note", "http://x:80/#y")]
    [InlineData("a: one\n  two\n\n  three", "one two\nthree")]
    [InlineData("a: 'one\n  two '", "one two ")]
    [InlineData("a: \"one  \\\n  two\\\n\n  three\"", "one  two\nthree")]
    [InlineData("a: |\n  one\n   two\n\n  three\n\nb: 1", "one\n two\n\nthree\n")]
    [InlineData("a: |-\n  one\n", "one")]
    [InlineData("a: |+\n  one\n\nb: 1", "one\n\n")]
    [InlineData("a: |2\n   one\n", " one\n")]
    [InlineData("a: >\n  one\n  two\n\n  three\n   four\n  five\n", "one two\nthree\n four\nfive\n")]
    [InlineData("a: &x !!str text", "text")]
    [InlineData("{\"a\":\"b\\/c\"}", "b/c")]
    [InlineData("a:\tb\t# c", "b")]
    [InlineData("? a\n: b", "b")]
    [InlineData("--- # values\na: b\n...\n", "b")]
    [InlineData("\uFEFFa: b\r\n", "b")]
    public void Should_read_the_text_that_is_meant(string text, string expected) =>
        Read(text).AsMapping().Require("a").AsString().ShouldBe(expected);

    [Theory]
    [InlineData("a: [1,\n\t2 # two\n]\n")]
    [InlineData("a:\n- 1\n- 2\n")]
    [InlineData("a:\n  - 1\n  -\n   2\n")]
    [InlineData("{\"a\": [1, 2,],}")]
    [InlineData("b: &l [1, 2]\na: *l\n")]
    public void Should_read_lists_in_all_styles(string text) =>
        Read(text).AsMapping().Require("a").AsStrings().ShouldBe(["1", "2"]);

    [Fact]
    public void Should_tell_where_keys_and_values_are()
    {
        var root = Read("# é\nä: {x: 1, y: [😀, two]}\n").AsMapping();
        var inner = root.Require("ä").AsMapping();

        inner.KeyLocation("y").ToString().ShouldBe("f.yaml:2:11");
        inner.Require("x").Location.ToString().ShouldBe("f.yaml:2:8");
        inner.Require("y").AsSequence()[1].Location.ToString().ShouldBe("f.yaml:2:19");
        inner.Require("y").AsSequence()[1].Path.ShouldBe("ä.y[1]");
    }

    [Fact]
    public void Should_read_an_empty_file_as_nothing()
    {
        Read("").IsNull.ShouldBeTrue();
        Read("# only a comment\n").IsNull.ShouldBeTrue();
        Should
            .Throw<UsageException>(() => Read("").AsMapping())
            .Line()
            .ShouldBe("f.yaml:1:1: the file must be a mapping, not nothing");
    }

    [Fact]
    public void Should_merge_what_a_mapping_does_not_say_itself()
    {
        var root = Read("base: &b {x: 1, y: 2}\nmore: &m {y: 3, z: 4}\nall:\n  x: 0\n  <<: [*b, *m]\n").AsMapping();

        root.Require("all")
            .AsMapping()
            .Entries.Select(entry => $"{entry.Key}={entry.Value.AsInt()}")
            .ShouldBe(["x=0", "y=2", "z=4"]);
        root.Require("all").AsMapping().Require("z").Location.ToString().ShouldBe("f.yaml:2:20");
    }

    [Fact]
    public void Should_read_several_documents_only_where_they_are_asked_for()
    {
        var all = YamlReader.ReadAll("a: 1\n---\nb: 2\n...\n---\n"u8.ToArray(), "f.yaml");

        all.Count.ShouldBe(3);
        all[1].AsMapping().Require("b").AsInt().ShouldBe(2);
        all[2].IsNull.ShouldBeTrue();
        Refused("a: 1\n---\nb: 2\n").Line().ShouldBe("f.yaml:3:1: the file has 2 documents where one is expected");
    }

    [Theory]
    [InlineData("a: 1\n\tb: 2", "2:1", "a tab indents this line; YAML takes only blanks")]
    [InlineData("a:\n\tb: 2", "2:1", "a tab indents this line; YAML takes only blanks")]
    [InlineData("a: |\n  x\n\ty\n", "3:1", "a tab indents this line; YAML takes only blanks")]
    [InlineData("a: 'x\nb: y\n", "1:4", "the quotes that open here are never closed")]
    [InlineData("a: \"x\n---\n\"", "1:4", "the quotes that open here are never closed")]
    [InlineData("a: [x\nb: y\n", "2:2", "expected ',' or ']' here, not ':'")]
    [InlineData("a: [x,\n", "1:4", "the '[' that opens here is never closed")]
    [InlineData("a: b: c", "1:5", "a mapping cannot begin on the line of its key")]
    [InlineData("a: b\n  c: d", "2:4", "a key cannot stand here: it takes a line of its own")]
    [InlineData("a: 'b'\n  c: d", "2:3", "this line is indented deeper than the mapping that it stands in, by 2")]
    [InlineData("a: 'b' c", "1:8", "unexpected text behind the end of a value")]
    [InlineData("a: 1\nb\n", "2:1", "expected 'key: value' here")]
    [InlineData("a: 1\nb:2\n", "2:1", "expected 'key: value' here")]
    [InlineData("a: 1\n- b\n", "2:1", "unexpected text: the document's value is complete, and this is not part of it")]
    [InlineData("a: - b\n", "1:4", "a list cannot begin here")]
    [InlineData(": b", "1:1", "a key is missing before this ':'")]
    [InlineData("[a]: b", "1:4", "a key cannot stand here: it takes a line of its own")]
    [InlineData("a: @b", "1:4", "a value cannot begin with '@'")]
    [InlineData("a: *b", "1:4", "there is no anchor '&b' before this alias")]
    [InlineData("a: &x\n  b: *x", "2:6", "the alias '*x' stands inside the node that it names")]
    [InlineData("a: &x &y b", "1:7", "a node takes only one anchor")]
    [InlineData("a: \"\\q\"", "1:5", "there is no escape '\\' with 'q'")]
    [InlineData("a: \"\\ud800\"", "1:5", "this escape names no character")]
    [InlineData("a: 1\0", "1:5", "U+0000 is a control character: this is no YAML text file")]
    [InlineData("a: x\u2028y", "1:5", "U+2028 ends a line for Helm but not in editors")]
    [InlineData("%YAML 1.2\n---\na: b", "1:1", "directives ('%YAML', '%TAG') are not supported")]
    [InlineData("a: {b:}", "1:6", "a blank is missing behind this ':'")]
    [InlineData("a: [x?y]", "1:6", "Helm does not take a '?' in unquoted text between brackets")]
    [InlineData(
        "a: |\n     \n  x\n",
        "3:3",
        "an empty line above has more blanks than this, the first line of the block"
    )]
    [InlineData("a: 1\nb: 2\na: 3\n", "3:1", "the key 'a' stands twice in this mapping, first in line 1")]
    [InlineData("a: {x: 1, 'x': 2}", "1:11", "the key 'x' stands twice in this mapping, first in line 1")]
    [InlineData("<<: 1", "1:5", "'<<' takes a mapping or a list of mappings, by alias")]
    public void Fault_29_should_say_what_is_wrong_and_where(string text, string place, string problem)
    {
        var exception = Should.Throw<UsageException>(() => Read(text).AsMapping().Keys);

        exception.Line().ShouldBe($"f.yaml:{place}: {problem}");
    }

    [Theory]
    [InlineData("a:\n\tb: 2", "replace the tab by blanks")]
    [InlineData("a: b: c", "put it on the next line, deeper; or quote the text if it is one")]
    [InlineData("a: b\n  c: d", "check the indentation, or quote the text")]
    [InlineData("a: 'b'\n  c: d", "align it with the entries above, or with its parent")]
    [InlineData("a: 1\nb\n", "check the indentation of this line")]
    [InlineData("a: 1\nb:2\n", "put a blank behind the ':'")]
    [InlineData("a: 1\n'b:2'\n", "check the indentation of this line")]
    [InlineData("a: 1\n[b]: 2\n", "keys are plain or quoted text")]
    [InlineData("a: - b\n", "put it on the next line; or quote the text if it is one")]
    [InlineData("a: ? b\n", "put it on the next line; or quote the text if it is one")]
    [InlineData("a: @b", "quote the text")]
    [InlineData("a: \"\\q\"", "write '\\\\' for a backslash")]
    [InlineData("a: {b:}", "quote the text if the colon belongs to it")]
    [InlineData("a: [x?y]", "quote the text")]
    [InlineData("a: 1\na: 3\n", "remove one of the two")]
    [InlineData("%YAML 1.2\n---\na: b", "remove the line; Helm 4 does not take it")]
    [InlineData("a: 1\n---\nb: 2\n", "remove the line '---' and what follows it")]
    [InlineData("a: b\u2028", "remove the character, or write it as \"\\u2028\"")]
    public void Should_say_how_to_mend_it(string text, string next) => Refused(text).NextStep.ShouldBe(next);

    [Fact]
    public void Fault_29_should_take_what_is_just_within_the_limits()
    {
        YamlReader.Read(new string('[', 200) + new string(']', 200), "f.yaml").AsSequence().Count.ShouldBe(1);
        YamlReader.Read("[a, b]", "f.yaml", new() { MaximumNodes = 3 }).AsSequence().Count.ShouldBe(2);
        Refused("[a, b]", new() { MaximumNodes = 2 }).Location!.Column.ShouldBe(5);
        Refused("a: &a [x, y]\nb: *a\n", new() { MaximumNodes = 8 }).Location!.Line.ShouldBe(2);
        YamlReader
            .Read("a: &a [x, y]\nb: *a\n", "f.yaml", new() { MaximumNodes = 9 })
            .AsMapping()
            .Require("b")
            .AsStrings()
            .ShouldBe(["x", "y"]);
        YamlOptions.Strict.MaximumBytes.ShouldBe(10 << 20);
    }

    [Fact]
    public void Fault_29_should_refuse_what_is_not_UTF8()
    {
        var exception = Should.Throw<UsageException>(() =>
            YamlReader.Read(new byte[] { (byte)'a', (byte)':', (byte)'\n', 0xC3, 0x28 }, "f.yaml")
        );

        exception.Line().ShouldBe("f.yaml:2:1: the byte 0xC3 is not UTF-8");
    }

    [Fact]
    public void Fault_29_should_take_the_last_of_duplicate_keys_in_values()
    {
        var root = YamlReader.Read("a: 1\nb: 2\na: 3\n", "values.yaml", YamlOptions.Values).AsMapping();

        root.Keys.ShouldBe(["a", "b"]);
        root.Require("a").AsInt().ShouldBe(3);
    }

    [Fact]
    public void Fault_29_should_refuse_an_anchor_bomb_before_it_goes_off()
    {
        var lines = Enumerable.Range(1, 30).Select(i => $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}]");
        var bomb = "a0: &a0 [x]\n" + string.Join('\n', lines);

        Refused(bomb)
            .Line()
            .ShouldBe("f.yaml:14:12: with its aliases written out the file has more than 2,000,000 nodes");
    }

    [Fact]
    public void Fault_29_should_refuse_what_is_nested_too_deep()
    {
        Refused(new string('[', 100_000))
            .Line()
            .ShouldBe("f.yaml:1:201: more than 200 collections stand in each other here");
        Refused(string.Concat(Enumerable.Repeat("- ", 50_000)))
            .Line()
            .ShouldBe("f.yaml:1:401: more than 200 collections stand in each other here");
    }

    [Fact]
    public void Fault_29_should_refuse_a_file_that_is_too_large_by_its_length_alone()
    {
        Refused("a: b", new YamlOptions { MaximumBytes = 3 })
            .Line()
            .ShouldBe("f.yaml:1:1: the file has 4 bytes; 3 are the most that is read");
    }

    /// <summary>Large files are looked through sixteen bytes at a time, small ones byte by byte.</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(70_003)]
    public void Fault_29_should_refuse_a_control_character_wherever_it_stands(int size)
    {
        var controls = Enumerable
            .Range(0, 0x80)
            .Where(value => char.IsControl((char)value))
            .Except("\t\n\r".Select(end => (int)end));
        foreach (var value in controls)
        {
            var bytes = Encoding.ASCII.GetBytes(new string('#', size));
            bytes[size - 1 - (value % 40)] = (byte)value;

            var exception = Should.Throw<UsageException>(() => YamlReader.Read(bytes, "f.yaml"));

            exception.Problem.ShouldStartWith($"U+{value:X4} is a control character");
        }
    }
}
