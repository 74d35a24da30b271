using System.Text;
using Deploy.Yaml.Editing;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Deploy.Yaml.Tests.Editing;

/// <summary>What holds for every file, shown on files that are made up.</summary>
[Properties(Arbitrary = [typeof(YamlSample)], MaxTest = 150, QuietOnSuccess = true)]
public sealed class EditPropertyTests
{
    [Property]
    public void Should_read_what_was_written(YamlSample sample)
    {
        var bytes = Encoding.UTF8.GetBytes(sample.Text);

        foreach (var (path, value) in sample.Values)
        {
            ValuesEditor
                .Get(bytes, "sample.yaml", YamlPath.Parse(path))
                .ShouldNotBeNull(path)
                .Value.ShouldBe(value, path);
        }
    }

    [Property]
    public void Should_change_one_value_and_no_other_and_undo_it(YamlSample sample)
    {
        foreach (var (path, old) in sample.Values)
        {
            foreach (var value in (string[])["new", "1.5", "it's", "two\nlines\n", ""])
            {
                var text = Edit.Set(sample.Text, path, value);

                var expected = new Dictionary<string, string>(sample.Values) { [path] = value };
                Flat.Read(text).ShouldNotBeNull(text).ShouldBe(expected, ignoreOrder: true, text);
            }

            old.ShouldNotBeNull();
        }
    }

    [Property]
    public void Should_add_a_key_and_undo_it(YamlSample sample)
    {
        foreach (var path in (string[])["new", "new.er", .. sample.Values.Keys.Select(Beside)])
        {
            if (sample.Values.Keys.Any(key => key.StartsWith(path + ".", StringComparison.Ordinal)))
            {
                continue;
            }

            var text = Edit.Set(sample.Text, path, "v: 1");

            var expected = new Dictionary<string, string>(sample.Values) { [path] = "v: 1" };
            Flat.Read(text).ShouldNotBeNull(text).ShouldBe(expected, ignoreOrder: true, text);
        }
    }

    [Property]
    public void Should_make_all_edits_of_a_file_or_none(YamlSample sample)
    {
        var bytes = Encoding.UTF8.GetBytes(sample.Text);
        ScalarEdit[] edits =
        [
            .. sample.Values.Keys.Select(path => new ScalarEdit(YamlPath.Parse(path), $"new {path}")),
        ];

        var edited = ValuesEditor.Set(bytes, "sample.yaml", edits);

        Flat.Read(Encoding.UTF8.GetString(edited.Content.Span))
            .ShouldNotBeNull()
            .ShouldBe(sample.Values.Keys.ToDictionary(path => path, path => $"new {path}"), ignoreOrder: true);
        ValuesEditor.Undo(edited.Content, "sample.yaml", edited.Changes).ToArray().ShouldBe(bytes);
        Should.Throw<Deploy.Model.Errors.UsageException>(() =>
            ValuesEditor.Set(
                bytes,
                "sample.yaml",
                [.. edits, new ScalarEdit(YamlPath.Parse($"{sample.Values.Keys.First()}.x"), "v")]
            )
        );
    }

    // A key that is missing in the mapping around a value; items of lists have none.
    private static string Beside(string path)
    {
        var keys = YamlPath.Parse(path).Segments;
        var depth = keys.Count - 1;
        while (depth > 0 && char.IsAsciiDigit(keys[depth][0]))
        {
            depth--;
        }

        return YamlPath.Of([.. keys.Take(depth), "new"]).ToString();
    }
}
