using System.Text;
using Deploy.Yaml.Editing;

namespace Deploy.Yaml.Tests.Editing;

/// <summary>Edits of texts, for tests that read like the files themselves.</summary>
internal static class Edit
{
    /// <summary>The text with one value set; checks that undoing gives the very text back.</summary>
    public static string Set(string text, string path, string value)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var edited = ValuesEditor.Set(bytes, "values.yaml", [new ScalarEdit(YamlPath.Parse(path), value)]);
        ValuesEditor.Undo(edited.Content, "values.yaml", edited.Changes).ToArray().ShouldBe(bytes);
        ValuesEditor.Get(edited.Content, "values.yaml", YamlPath.Parse(path)).ShouldNotBeNull().Value.ShouldBe(value);
        return Encoding.UTF8.GetString(edited.Content.Span);
    }

    /// <summary>The error that setting a value ends with.</summary>
    public static UsageException Refusal(string text, string path, string value = "new") =>
        Should.Throw<UsageException>(() => Set(text, path, value));
}
