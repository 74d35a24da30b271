using System.Text;
using Deploy.Yaml.Editing;
using Deploy.Yaml.Parsing;

namespace Deploy.Yaml.Tests.Editing;

/// <summary>What the proof makes of an edit whose result is not what the edit was for.</summary>
public sealed class EditProofTests
{
    [Theory]
    [InlineData("a: 1\ntag: old\nb: 2\n", "a: 1\ntag: new\nb: 2\n")]
    [InlineData("tag: 'old'\n---\nb: 2\n", "tag: 'new'\n---\nb: 2\n")]
    [InlineData("a: &a 1\ntag: older\nb: *a\n", "a: &a 1\ntag: new\nb: *a\n")]
    public void Should_let_through_what_changes_the_value_alone(string before, string after) =>
        Holds(before, "tag", after).ShouldBeTrue();

    [Theory]
    // Another value than the one that was meant, or one that is no text.
    [InlineData("tag: old\n", "tag: newer\n")]
    [InlineData("tag: old\n", "tag: ~\n")]
    [InlineData("tag: old\n", "tag: [new]\n")]
    [InlineData("tag: old\n", "tag: {new: x}\n")]
    // Another key.
    [InlineData("tag: old\n", "tags: new\n")]
    // Something before it, or behind.
    [InlineData("a: 1\ntag: old\nb: 2\n", "a: 12\ntag: new\nb: 2\n")]
    [InlineData("a: 1\ntag: old\nb: 2\n", "a: 1\ntag: new\nb: 22\n")]
    [InlineData("a: 1\ntag: old\nb: 2\n", "a: 1\ntag: new\n")]
    [InlineData("a: 1\ntag: old\nb: 2\n", "a: 1\ntag: new\nb: 2\nc: 3\n")]
    [InlineData("a: 'x'\ntag: old\n", "a: \"x\"\ntag: new\n")]
    [InlineData("tag: old\nb: 'x'\n", "tag: new\nb: \"x\"\n")]
    [InlineData("tag: old\nb: [1]\n", "tag: new\nb: '1'\n")]
    [InlineData("tag: old\nb: [x: y]\n", "tag: new\nb: {x: y}\n")]
    [InlineData("tag: old\nb: |\n  x\n  y\n", "tag: new\nb: |\n  x\n  z\n  \n")]
    // Anchors, tags and aliases.
    [InlineData("tag: old\nb: &x 1\n", "tag: new\nb: &y 1\n")]
    [InlineData("tag: old\nb: !x 1\n", "tag: new\nb: !y 1\n")]
    [InlineData("tag: old\nb: &x 1\n", "tag: new\nb:    1\n")]
    [InlineData("a: &x 1\nb: &y 1\ntag: old\nc: *x\n", "a: &x 1\nb: &y 1\ntag: new\nc: *y\n")]
    [InlineData("a: &x 1\nb: *x\ntag: old\n", "a: &x 1\nb: '*'\ntag: new\n")]
    // Other documents.
    [InlineData("tag: old\n", "tag: new\n---\nb: 1\n")]
    [InlineData("tag: old\n---\nb: 1\n", "tag: new\n")]
    [InlineData("tag: old\n---\nb: 1\n", "tag: new\n---\nb: 12\n")]
    [InlineData("tag: old\n---\nb: 1\n", "tag: new\n---\nb: 1\nc: 2\n")]
    [InlineData("tag: old\n---\nb: 1\nc: 2\n", "tag: new\n---\nb: 1\n")]
    public void Should_stop_what_changes_anything_else(string before, string after) =>
        Holds(before, "tag", after).ShouldBeFalse();

    [Theory]
    [InlineData("a: 1\nrev:\n  us: x\nb: 2\n", "rev.eu", "a: 1\nrev:\n  us: x\n  eu: new\nb: 2\n")]
    [InlineData("rev: {us: x}\n", "rev.eu", "rev: {us: x, eu: new}\n")]
    [InlineData("rev:\nb: 2\n", "rev.eu", "rev:\n  eu: new\nb: 2\n")]
    [InlineData("b: 2\n", "rev.eu", "b: 2\nrev:\n  eu: new\n")]
    public void Should_let_through_what_adds_the_entry_alone(string before, string path, string after) =>
        Holds(before, path, after).ShouldBeTrue();

    [Theory]
    [InlineData("rev:\n  us: x\n", "rev.eu", "rev:\n  us: x\n  eu: newer\n")]
    [InlineData("rev:\n  us: x\n", "rev.eu", "rev:\n  us: x\n  ez: new\n")]
    [InlineData("rev:\n  us: x\n", "rev.eu", "rev:\n  us: x\neu: new\n")]
    [InlineData("rev:\n  us: x\n", "rev.eu", "rev:\n  eu: new\n  us: x\n")]
    [InlineData("rev:\n  us: x\n", "rev.eu", "rev:\n  us: x\n  1.5: new\n")]
    [InlineData("rev:\n  us: x\n", "rev.eu.a", "rev:\n  us: x\n  eu: {a: new, b: 1}\n")]
    [InlineData("rev:\n  us: x\n", "rev.eu.a", "rev:\n  us: x\n  eu: [a, new]\n")]
    [InlineData("rev:\n  us: x\n", "rev.eu.a", "rev:\n  us: x\n  eu: a\n  new: b\n")]
    [InlineData("rev:\nb: 2\n", "rev.eu", "rev:\neu: new\nb: 2\n")]
    [InlineData("rev:\nb: 2\n", "rev.eu", "rev:\n- eu\n- new\nb: 2\n")]
    [InlineData("rev:\nb: 2\n", "rev.eu", "rev: {eu: new}\nb: 22\n")]
    [InlineData("b: 2\n", "rev.eu", "b: 2\nrev:\n  eu:\n    new: x\n")]
    [InlineData("us: |\n  x", "eu", "us: |\n  x\neu: new\n")] // the text of the block ends its line now
    public void Should_stop_what_adds_something_else_or_elsewhere(string before, string path, string after) =>
        Holds(before, path, after).ShouldBeFalse();

    private static bool Holds(string before, string path, string after)
    {
        var documents = Parse(before);
        var splice = new EditPlanner(documents[0], new ScalarEdit(YamlPath.Parse(path), "new")).Plan();
        return EditProof.Holds(documents, Parse(after), splice!);
    }

    private static IReadOnlyList<YamlDocument> Parse(string text) =>
        YamlParser.Parse(
            new YamlText(Encoding.UTF8.GetBytes(text), "values.yaml", YamlOptions.Values),
            YamlOptions.Values
        );
}
