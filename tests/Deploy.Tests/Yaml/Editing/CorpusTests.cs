using System.Text;
using Deploy.Model;
using Deploy.Yaml;
using Deploy.Yaml.Parsing;

namespace Deploy.Tests.Yaml.Editing;

/// <summary>Row 33 of the faults: over real values files and their mutations, every scalar is set, and set back.</summary>
public sealed class CorpusTests
{
    private const string New = "prod-2024-01-01.01-02-03-0123456789ab";

    public static TheoryData<string> Mutations => [.. Mutation.All.Keys];

    [Theory]
    [MemberData(nameof(Mutations))]
    public void Should_change_only_the_bytes_of_the_scalar_and_undo_to_the_same_file(string mutation)
    {
        var scalars = 0;
        foreach (var (name, original) in Corpus.Files())
        {
            var bytes = Encoding.UTF8.GetBytes(Mutation.All[mutation](Encoding.UTF8.GetString(original)));
            foreach (var (path, start, end) in ScalarsOf(bytes, name))
            {
                scalars++;
                var edited = ValuesEditor.Set(bytes, name, [new ScalarEdit(path, New)]);

                var tail = bytes.Length - end;
                var content = edited.Content.Span;
                content[..start].SequenceEqual(bytes.AsSpan(0, start)).ShouldBeTrue($"{name}: {path}: bytes before");
                content[^tail..].SequenceEqual(bytes.AsSpan(end)).ShouldBeTrue($"{name}: {path}: bytes behind");
                Encoding.UTF8.GetString(content[start..^tail]).ShouldContain(New);
                ValuesEditor
                    .Undo(edited.Content, name, edited.Changes)
                    .Span.SequenceEqual(bytes)
                    .ShouldBeTrue($"{name}: {path}: undone");
            }
        }

        scalars.ShouldBeGreaterThan(1000);
    }

    /// <summary>Texts that are written as this program would write them come back by their value alone.</summary>
    [Fact]
    public void Should_give_the_file_back_when_the_old_text_is_set_again()
    {
        var (back, other) = (0, new List<string>());
        foreach (var (name, bytes) in Corpus.Files())
        {
            foreach (var (path, _, _) in ScalarsOf(bytes, name))
            {
                if (ValuesEditor.Get(bytes, name, path) is not { Kind: ScalarKind.Text } old)
                {
                    continue;
                }

                var edited = ValuesEditor.Set(bytes, name, [new ScalarEdit(path, New)]);
                var again = ValuesEditor.Set(edited.Content, name, [new ScalarEdit(path, old.Value)]);
                if (again.Content.Span.SequenceEqual(bytes))
                {
                    back++;
                }
                else
                {
                    other.Add($"{old.Location}: {path}");
                }
            }
        }

        other.ShouldBeEmpty();
        back.ShouldBeGreaterThan(1000);
    }

    // The bytes that may change: the scalar's own, without the line end that closes a block.
    private static List<(YamlPath Path, int Start, int End)> ScalarsOf(byte[] bytes, string name)
    {
        var document = YamlParser.Parse(new YamlText(bytes, name, YamlOptions.Values), YamlOptions.Values)[0];
        var found = new List<(YamlPath, int, int)>();
        Collect(document, 0, [], found);
        return found;
    }

    private static void Collect(
        YamlDocument document,
        int index,
        string[] path,
        List<(YamlPath Path, int Start, int End)> found
    )
    {
        var token = document.Tokens[index];
        if (token.Kind == TokenKind.Scalar && path.Length > 0)
        {
            found.Add((YamlPath.Of(path), token.Start, token.End));
        }

        var item = 0;
        for (var child = index + 1; child < token.Next; child = document.Tokens[child].Next)
        {
            var key = token.Kind == TokenKind.Mapping ? document.Value(child) : $"{item++}";
            child = token.Kind == TokenKind.Mapping ? document.Tokens[child].Next : child;
            Collect(document, child, [.. path, key], found);
        }
    }
}
