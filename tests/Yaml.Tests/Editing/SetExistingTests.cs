using Deploy.Yaml.Editing;

namespace Deploy.Yaml.Tests.Editing;

public sealed class SetExistingTests
{
    [Theory]
    // Every style keeps its own.
    [InlineData("tag: old\n", "tag: new\n")]
    [InlineData("tag:   old   # why\n", "tag:   new   # why\n")]
    [InlineData("tag: 'old'# why\n", "tag: 'new'# why\n")]
    [InlineData("tag: \"old\"\n", "tag: \"new\"\n")]
    [InlineData("'tag' : old\n", "'tag' : new\n")]
    [InlineData("{\"tag\": \"old\", \"b\": 1}", "{\"tag\": \"new\", \"b\": 1}")]
    [InlineData("{b: 1, tag: old}\n", "{b: 1, tag: new}\n")]
    [InlineData("tag: |\n  old\n\nb: 1\n", "tag: |-\n  new\n\nb: 1\n")]
    [InlineData("tag: |  # why\n    old\n    older\nb: 1\n", "tag: |-  # why\n    new\nb: 1\n")]
    [InlineData("tag: >+\n  old\n\n\nb: 1\n", "tag: >-\n  new\n\n\nb: 1\n")]
    [InlineData("tag: |2-\n    old\n", "tag: |2-\n  new\n")]
    [InlineData("tag: |\n  old", "tag: |-\n  new")]
    [InlineData("tag: one\n  two\nb: 1\n", "tag: new\nb: 1\n")]
    [InlineData("tag: \"one\n  two\" # why\nb: 1\n", "tag: \"new\" # why\nb: 1\n")]
    [InlineData("? tag\n: old\n", "? tag\n: new\n")]
    // Nothing there yet.
    [InlineData("tag:\nb: 1\n", "tag: new\nb: 1\n")]
    [InlineData("tag:", "tag: new")]
    [InlineData("tag:   # why\nb: 1\n", "tag: new   # why\nb: 1\n")]
    [InlineData("tag:\t# why\n", "tag: new\t# why\n")]
    [InlineData("tag: ~\n", "tag: new\n")]
    [InlineData("tag: null # why\n", "tag: new # why\n")]
    [InlineData("{tag: , b: 1}", "{tag: new , b: 1}")]
    [InlineData("{tag, b: 1}", "{tag: new, b: 1}")]
    [InlineData("tag: &t\nb: 1\n", "tag: &t new\nb: 1\n")]
    // Anchors, tags, line ends, marks.
    [InlineData("tag: &t old # why\n", "tag: &t new # why\n")]
    [InlineData("tag: !!str 12\n", "tag: !!str new\n")]
    [InlineData("tag: old\r\nb: 1\r\n", "tag: new\r\nb: 1\r\n")]
    [InlineData("tag:\r\nb: 1\r\n", "tag: new\r\nb: 1\r\n")]
    [InlineData("tag: >\r\n  old\r\nb: 1\r\n", "tag: >-\r\n  new\r\nb: 1\r\n")]
    [InlineData("\uFEFFtag: old\r\nb: 1", "\uFEFFtag: new\r\nb: 1")]
    [InlineData("# 😀 é\nb: \"😀\" #\ttab\ntag: '😀' #\té\n", "# 😀 é\nb: \"😀\" #\ttab\ntag: 'new' #\té\n")]
    [InlineData("---\n# one\ntag: old\n...\n", "---\n# one\ntag: new\n...\n")]
    [InlineData("tag: old\n---\nb: 1\n", "tag: new\n---\nb: 1\n")]
    public void Should_replace_the_bytes_of_the_value(string before, string after) =>
        Edit.Set(before, "tag", "new").ShouldBe(after);

    [Theory]
    [InlineData("plain", "tag: plain\n", "tag: 'plain'\n", "tag: \"plain\"\n")]
    [InlineData("2024-01-01", "tag: \"2024-01-01\"\n", "tag: '2024-01-01'\n", "tag: \"2024-01-01\"\n")]
    [InlineData("1.20", "tag: \"1.20\"\n", "tag: '1.20'\n", "tag: \"1.20\"\n")]
    [InlineData("it's", "tag: it's\n", "tag: 'it''s'\n", "tag: \"it's\"\n")]
    [InlineData("a\"b\\c", "tag: a\"b\\c\n", "tag: 'a\"b\\c'\n", "tag: \"a\\\"b\\\\c\"\n")]
    [InlineData("a: b", "tag: \"a: b\"\n", "tag: 'a: b'\n", "tag: \"a: b\"\n")]
    [InlineData("a #b", "tag: \"a #b\"\n", "tag: 'a #b'\n", "tag: \"a #b\"\n")]
    [InlineData("", "tag: \"\"\n", "tag: ''\n", "tag: \"\"\n")]
    [InlineData("two\nlines", "tag: \"two\\nlines\"\n", "tag: \"two\\nlines\"\n", "tag: \"two\\nlines\"\n")]
    [InlineData(
        "tab\t\u2028\u0001",
        "tag: \"tab\\t\\u2028\\u0001\"\n",
        "tag: \"tab\\t\\u2028\\u0001\"\n",
        "tag: \"tab\\t\\u2028\\u0001\"\n"
    )]
    [InlineData("😀", "tag: 😀\n", "tag: '😀'\n", "tag: \"😀\"\n")]
    public void Should_quote_as_the_file_does_where_the_text_allows(
        string value,
        string plain,
        string single,
        string @double
    )
    {
        Edit.Set("tag: old\n", "tag", value).ShouldBe(plain);
        Edit.Set("tag: 'old'\n", "tag", value).ShouldBe(single);
        Edit.Set("tag: \"old\"\n", "tag", value).ShouldBe(@double);
    }

    [Theory]
    [InlineData("two\n\nlines\n", "tag: |\n  two\n\n  lines\nb: 1\n")]
    [InlineData("  indented", "tag: \"  indented\"\nb: 1\n")]
    [InlineData("line\n\n", "tag: \"line\\n\\n\"\nb: 1\n")]
    [InlineData("", "tag: >\nb: 1\n")]
    [InlineData("1.20", "tag: >-\n  1.20\nb: 1\n")]
    [InlineData("\ttab", "tag: \"\\ttab\"\nb: 1\n")]
    [InlineData("\nline", "tag: \"\\nline\"\nb: 1\n")]
    [InlineData("\n", "tag: \"\\n\"\nb: 1\n")]
    [InlineData("a\n", "tag: >\n  a\nb: 1\n")]
    [InlineData("a\rb", "tag: \"a\\rb\"\nb: 1\n")]
    [InlineData("a\tb", "tag: >-\n  a\tb\nb: 1\n")]
    public void Should_write_blocks_where_a_block_can_say_it(string value, string expected) =>
        Edit.Set("tag: >\n  old\n  older\nb: 1\n", "tag", value).ShouldBe(expected);

    [Theory]
    [InlineData("tag: |2-\n   old\nb: 1\n", "  x", "tag: |2-\n    x\nb: 1\n")]
    [InlineData("tag: |2\n   old\nb: 1\n", "x\n y\n", "tag: |2\n  x\n   y\nb: 1\n")]
    [InlineData("tag: |+ # c\n  old\n\nb: 1\n", "", "tag: | # c\n\nb: 1\n")]
    [InlineData("tag: |- # c\n  old\nb: 1\n", "x\n\n", "tag: \"x\\n\\n\" # c\nb: 1\n")]
    [InlineData("tag: |\n  old", "x\n", "tag: |\n  x\n")]
    [InlineData("tag: |\r\n  old\r\n\r\nb: 1\r\n", "x\ny", "tag: |-\r\n  x\r\n  y\r\n\r\nb: 1\r\n")]
    [InlineData("tag: >\n  old\n", "x\ny\n", "tag: |\n  x\n  y\n")]
    [InlineData("tag: |\n  old\n", "x y\n", "tag: |\n  x y\n")]
    public void Should_keep_what_a_blocks_header_says(string before, string value, string after) =>
        Edit.Set(before, "tag", value).ShouldBe(after);

    [Theory]
    [InlineData("a\u007fb", "\\u007F")]
    [InlineData("a\u0080b", "\\u0080")]
    [InlineData("a\u009fb", "\\u009F")]
    [InlineData("a\ufeffb", "\\uFEFF")]
    [InlineData("a\ufffeb", "\\uFFFE")]
    [InlineData("a\uffffb", "\\uFFFF")]
    [InlineData("a\u2029b", "\\u2029")]
    [InlineData("a\u001fb", "\\u001F")]
    public void Should_escape_what_does_not_stand_for_itself(string value, string escape) =>
        Edit.Set("tag: old\n", "tag", value).ShouldBe($"tag: \"a{escape}b\"\n");

    [Theory]
    [InlineData("a\u00a0b"), InlineData("a~b"), InlineData("a?b:c,d")]
    public void Should_write_what_stands_for_itself(string value) =>
        Edit.Set("tag: old\n", "tag", value).ShouldBe($"tag: {value}\n");

    [Theory]
    [InlineData("yes"), InlineData("No"), InlineData("on"), InlineData("OFF"), InlineData("y"), InlineData("N")]
    [InlineData("true"), InlineData("False"), InlineData("null"), InlineData("NULL"), InlineData("~")]
    [InlineData("1"), InlineData("-1"), InlineData("+1"), InlineData("017"), InlineData("0o7"), InlineData("0x1F")]
    [InlineData("0b11"), InlineData("1_000"), InlineData("1.5"), InlineData(".5"), InlineData("1."), InlineData("1e3")]
    [
        InlineData("1E-3"),
        InlineData(".inf"),
        InlineData("-.INF"),
        InlineData(".nan"),
        InlineData("1:30"),
        InlineData("=")
    ]
    [InlineData("<<"), InlineData("2024-01-01"), InlineData("2024-1-1 10:00:00"), InlineData("-"), InlineData("? a")]
    [
        InlineData("*a"),
        InlineData("&a"),
        InlineData("!a"),
        InlineData("@a"),
        InlineData("a:"),
        InlineData(" a"),
        InlineData("a ")
    ]
    [
        InlineData("123456789012"),
        InlineData("123456e78901"),
        InlineData("[a]"),
        InlineData("#a"),
        InlineData("---"),
        InlineData("- a"),
        InlineData("--1")
    ]
    public void Should_quote_what_some_reader_takes_for_something_else(string value) =>
        Edit.Set("tag: old\n", "tag", value).ShouldBe($"tag: \"{value}\"\n");

    [Theory]
    [
        InlineData("prod-2024-01-01.01-02-03-0123456789ab"),
        InlineData("2024-01-01.01-02-03-0123456789ab"),
        InlineData("1.2.3")
    ]
    [
        InlineData("v1"),
        InlineData("registry:5000/a/b@sha256:0123"),
        InlineData("yes-sir"),
        InlineData("a,b?[c]"),
        InlineData("1.20-rc.1")
    ]
    [InlineData("--flag=1"), InlineData("-x")]
    public void Should_leave_plain_what_is_text_to_every_reader(string value) =>
        Edit.Set("tag: old\n", "tag", value).ShouldBe($"tag: {value}\n");

    [Theory]
    [InlineData("a,b"), InlineData("a]"), InlineData("a?b"), InlineData("a:}")]
    public void Should_quote_in_brackets_what_would_end_there(string value) =>
        Edit.Set("{tag: old}", "tag", value).ShouldBe($"{{tag: \"{value}\"}}");

    [Theory]
    [InlineData("images:\n  api:\n    tag: old\n", "images.api.tag", "images:\n  api:\n    tag: new\n")]
    [InlineData("a:\n- tag: old\n- tag: old\n", "a.1.tag", "a:\n- tag: old\n- tag: new\n")]
    [InlineData("a: [x, old]\n", "a.1", "a: [x, new]\n")]
    [InlineData("a.b:\n  tag: old\n", "\"a.b\".tag", "a.b:\n  tag: new\n")]
    [InlineData(
        "rev:\n  us-east-1: old\n  us-east-10: old\n",
        "rev.us-east-1",
        "rev:\n  us-east-1: new\n  us-east-10: old\n"
    )]
    [InlineData("a: &d\n  x: 1\nb:\n  <<: *d\n  x: old\n", "b.x", "a: &d\n  x: 1\nb:\n  <<: *d\n  x: new\n")]
    [InlineData("rev:\n  1: old\n", "rev.1", "rev:\n  1: new\n")]
    [InlineData("0: old\n", "0", "0: new\n")]
    [InlineData("2024-01-01: old\n", "2024-01-01", "2024-01-01: new\n")]
    [InlineData("'on': old\n", "on", "'on': new\n")]
    [InlineData("\"a\\u0062\": old\n", "ab", "\"a\\u0062\": new\n")]
    [InlineData("a: &k tag\n*k : old\n", "tag", "a: &k tag\n*k : new\n")]
    [InlineData("a: &d {x: 1}\nb:\n  <<: *d\n  z: old\n", "b.z", "a: &d {x: 1}\nb:\n  <<: *d\n  z: new\n")]
    [InlineData("a: &d {x: 1}\nb:\n  z: old\n  <<: *d\n", "b.z", "a: &d {x: 1}\nb:\n  z: new\n  <<: *d\n")]
    [InlineData("tag: ! old\n", "tag", "tag: ! new\n")]
    [InlineData("- old\n", "0", "- new\n")]
    [InlineData("a:\n-\n- x\n", "a.0", "a:\n- new\n- x\n")]
    [InlineData("{\"tag\"}", "tag", "{\"tag\": new}")]
    [InlineData("tag: !!str\n", "tag", "tag: !!str new\n")]
    public void Should_follow_keys_and_item_numbers(string before, string path, string after) =>
        Edit.Set(before, path, "new").ShouldBe(after);

    [Fact]
    public void Should_change_nothing_where_the_value_stands_already()
    {
        var edited = ValuesEditor.Set(
            "tag: 'v1' # x\n"u8.ToArray(),
            "values.yaml",
            [new ScalarEdit(YamlPath.Of("tag"), "v1")]
        );

        edited.Changes.ShouldBeEmpty();
        edited.Content.ToArray().ShouldBe("tag: 'v1' # x\n"u8.ToArray());
    }

    [Fact]
    public void Should_make_a_text_of_a_number_that_looks_the_same() =>
        Edit.Set("tag: 1.20\n", "tag", "1.20").ShouldBe("tag: \"1.20\"\n");

    [Fact]
    public void Should_tell_what_changed_and_who_else_reads_it()
    {
        var edited = ValuesEditor.Set(
            "rev: &r\n  us: old\nother:\n  <<: *r\ncopy: *r\nlast: x\n"u8.ToArray(),
            "values.yaml",
            [
                new ScalarEdit(YamlPath.Of("last"), "z"),
                new ScalarEdit(YamlPath.Of("rev", "us"), "new"),
                new ScalarEdit(YamlPath.Of("rev", "eu"), "new"),
            ]
        );

        System
            .Text.Encoding.UTF8.GetString(edited.Content.Span)
            .ShouldBe("rev: &r\n  us: new\n  eu: new\nother:\n  <<: *r\ncopy: *r\nlast: z\n");
        edited
            .Changes.Select(change =>
                $"{change.Path}: {change.OldValue ?? "-"} -> {change.NewValue} at {change.Location}, {change.SharedWith.Count}"
            )
            .ShouldBe([
                "last: x -> z at values.yaml:7:7, 0",
                "rev.us: old -> new at values.yaml:2:7, 2",
                "rev.eu: - -> new at values.yaml:3:7, 2",
            ]);
    }
}
