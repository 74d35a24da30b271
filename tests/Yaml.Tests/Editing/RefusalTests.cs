using Deploy.Yaml.Editing;

namespace Deploy.Yaml.Tests.Editing;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("a: &x old\ntag: *x\n", "tag", "2:6", "tag is the alias *x; what it stands for is at values.yaml:1:7")]
    [InlineData(
        "a: &x {us: old}\ntag: *x\n",
        "tag.us",
        "2:6",
        "tag is the alias *x; what it stands for is at values.yaml:1:7"
    )]
    [InlineData(
        "a: &x {us: old}\ntag:\n  <<: *x\n",
        "tag.us",
        "3:3",
        "tag.us comes through the merge key '<<'; its value is at values.yaml:1:12"
    )]
    [InlineData(
        "a: &x {us: old}\ntag:\n  us: mine\n  <<: [*x]\n",
        "tag.us",
        "3:3",
        "tag.us has no effect: Helm takes it through the '<<' below it, from values.yaml:1:12"
    )]
    [InlineData(
        "tag: 1\nb: 2\ntag: 3\n",
        "tag",
        "3:1",
        "tag stands twice in its mapping, first at values.yaml:1:1; Helm reads only the last"
    )]
    [InlineData(
        "tag: {x: 1}\ntag: {y: 2}\n",
        "tag.x",
        "2:1",
        "tag stands twice in its mapping, first at values.yaml:1:1; Helm reads only the last"
    )]
    [InlineData("tag: old\n", "tag.us", "1:6", "tag is a single value and has no key 'us'")]
    [InlineData("tag: {us: a}\n", "tag", "1:6", "tag is a mapping; only single values are set")]
    [InlineData("tag: [a]\n", "tag", "1:6", "tag is a list; only single values are set")]
    [InlineData("tag: [a]\n", "tag.us", "1:6", "tag is a list and has no key 'us'")]
    [InlineData("tag: [a]\n", "tag.-1", "1:6", "tag is a list and has no key '-1'")]
    [InlineData("tag: []\n", "tag.0", "1:6", "tag is a list of 0; it has no item 0 (they count from 0)")]
    [InlineData("01: old\n", "01", "1:1", "Helm does not read the unquoted key '01' as this text")]
    [InlineData("1.5: old\n", "\"1.5\"", "1:1", "Helm does not read the unquoted key '1.5' as this text")]
    [InlineData("0x1: old\n", "0x1", "1:1", "Helm does not read the unquoted key '0x1' as this text")]
    [InlineData("~: old\n", "~", "1:1", "Helm does not read the unquoted key '~' as this text")]
    [InlineData("tag: !x old\n", "tag", "1:6", "tag has the tag !x, so that it is no plain text")]
    [InlineData(
        "a: &x {b: 1}\n<<: *x\n",
        "b",
        "2:1",
        "b comes through the merge key '<<'; its value is at values.yaml:1:11"
    )]
    [InlineData("tag: [a]\n", "tag.1", "1:6", "tag is a list of 1; it has no item 1 (they count from 0)")]
    [InlineData("- a\n", "tag", "1:1", "the file is a list and has no key 'tag'")]
    [InlineData("just text\n", "tag", "1:1", "the file is a single value and has no key 'tag'")]
    [InlineData("~\n", "tag", "1:1", "the file is null and not a mapping")]
    [InlineData("tag: !!int 3\n", "tag", "1:6", "tag has the tag !!int, so that it is no plain text")]
    [InlineData("tag: !!map\n", "tag.us", "1:11", "tag is a single value and has no key 'us'")]
    [InlineData("on: old\n", "on", "1:1", "Helm does not read the unquoted key 'on' as this text")]
    [InlineData("? tag\n", "tag", "1:6", "a key that is written with '?' has no value here")]
    [InlineData(
        "a: 1\n---\ntag: 2\n",
        "tag",
        "3:1",
        "'tag' stands in a second document: Helm 3 does not read it, Helm 4 does"
    )]
    [InlineData(
        "tag: 1\n---\ntag: 2\n",
        "tag",
        "3:1",
        "'tag' stands in a second document: Helm 3 does not read it, Helm 4 does"
    )]
    [InlineData(
        "---\n---\nb: 2\n",
        "tag",
        "3:1",
        "the first document is empty: Helm 3 reads nothing from this file, Helm 4 reads this document"
    )]
    [InlineData("b: |\n  text", "tag", "2:7", "setting tag here would change more than this value")]
    [InlineData("tag: [old\n", "tag", "1:6", "the '[' that opens here is never closed")]
    public void Should_refuse_what_cannot_be_set_by_itself(string text, string path, string place, string problem) =>
        Edit.Refusal(text, path).Line().ShouldBe($"values.yaml:{place}: {problem}");

    [Theory]
    [InlineData("a: &x old\ntag: *x\n", "tag", "set it there, or write the value out in place of the alias")]
    [InlineData("a: &x {tag: 1}\ntag: 2\n<<: *x\n", "tag", "move the key below the '<<'")]
    [InlineData("tag: 1\ntag: 3\n", "tag", "remove one of the two")]
    [InlineData("on: old\n", "on", "put the key in quotes")]
    [InlineData("tag: !!int 3\n", "tag", "remove the tag")]
    [InlineData("? tag\n", "tag", "write it as 'key:'")]
    [InlineData("~\n", "tag", "remove this line")]
    [InlineData("tag: 1\n---\ntag: 2\n", "tag", "keep one document in the file")]
    [InlineData("---\n---\nb: 2\n", "tag", "remove the first '---'")]
    [InlineData("b: |\n  text", "tag", "edit it by hand")]
    public void Should_say_what_to_do_instead(string text, string path, string next) =>
        Edit.Refusal(text, path).NextStep.ShouldBe(next);

    [Fact]
    public void Should_say_where_an_override_would_do_it()
    {
        var refusal = Edit.Refusal("a: &x {us: old}\ntag:\n  <<: *x\n", "tag.us");

        refusal.NextStep.ShouldBe("set it there, or write 'us' below this '<<' to override it here");
    }

    [Fact]
    public void Should_refuse_text_that_is_no_Unicode() =>
        Edit.Refusal("tag: old\n", "tag", "\ud800").Problem.ShouldBe("the value for tag is not valid Unicode text");

    [Theory]
    [InlineData("", "'' is no path: a key is missing")]
    [InlineData("a..b", "'a..b' is no path: a key is missing")]
    [InlineData("a.", "'a.' is no path: a key is missing")]
    [InlineData("a.\"b", "'a.\"b' is no path: quotes enclose a whole key")]
    [InlineData("\"a\"b", "'\"a\"b' is no path: quotes enclose a whole key")]
    public void Should_refuse_what_is_no_path(string path, string problem) =>
        Edit.Refusal("a: 1\n", path).Problem.ShouldBe(problem);

    [Theory]
    [InlineData("a.b-c.0")]
    [InlineData("\"a.b\".\"x\\\"y\\\\\".c")]
    public void Should_write_a_path_as_it_is_parsed(string path) => YamlPath.Parse(path).ToString().ShouldBe(path);

    [Fact]
    public void Should_not_undo_what_was_changed_since()
    {
        var edited = ValuesEditor.Set(
            "tag: old\n"u8.ToArray(),
            "values.yaml",
            [new ScalarEdit(YamlPath.Of("tag"), "new")]
        );

        Should
            .Throw<Deploy.Model.Errors.UsageException>(() =>
                ValuesEditor.Undo("tag: newer\nb: 1\n"u8.ToArray(), "values.yaml", edited.Changes)
            )
            .Line()
            .ShouldBe("values.yaml:1:6: tag is no longer what the edit made it");
    }

    [Fact]
    public void Should_undo_in_a_file_that_changed_elsewhere()
    {
        var edited = ValuesEditor.Set(
            "a:\n  b: 1\nc: 1\n"u8.ToArray(),
            "values.yaml",
            [new ScalarEdit(YamlPath.Of("a", "x", "z"), "new")]
        );

        ValuesEditor
            .Undo(
                "# more\na:\n  b0: [1, 2]\n  b: 3\n  x:\n    z: new\nc: 2\n"u8.ToArray(),
                "values.yaml",
                edited.Changes
            )
            .ToArray()
            .ShouldBe("# more\na:\n  b0: [1, 2]\n  b: 3\nc: 2\n"u8.ToArray());
    }
}
