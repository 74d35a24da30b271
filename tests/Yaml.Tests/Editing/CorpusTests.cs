using System.Text;
using Deploy.Testing.Yaml;
using Deploy.Yaml.Editing;
using Deploy.Yaml.Parsing;

namespace Deploy.Yaml.Tests.Editing;

/// <summary>Row 33 of the faults: over real values files and their mutations, every scalar is set, and set back.</summary>
public sealed class CorpusTests
{
    private const string New = "prod-2024-01-01.01-02-03-0123456789ab";

    public static TheoryData<string> Mutations => [.. Mutation.All.Keys];

    [Theory]
    [MemberData(nameof(Mutations))]
    public void Fault_33_should_change_only_the_bytes_of_the_scalar_and_undo_to_the_same_file(string mutation) =>
        CheckScalars(mutation, SomeOfTheLargest);

    /// <summary>A minute and more: <c>-explicit on</c> runs it.</summary>
    [Theory(Explicit = true)]
    [MemberData(nameof(Mutations))]
    public void Fault_33_should_change_only_the_bytes_of_every_scalar_of_every_file(string mutation) =>
        CheckScalars(mutation, _ => 1);

    private static int SomeOfTheLargest(int bytes) => 1 + (bytes / 20_000);

    private static void CheckScalars(string mutation, Func<int, int> step)
    {
        Assert.SkipWhen(Corpus.Missing is not null, Corpus.Missing ?? "");
        var scalars = 0;
        foreach (var (name, original) in Corpus.Files())
        {
            var bytes = Encoding.UTF8.GetBytes(Mutation.All[mutation](Encoding.UTF8.GetString(original)));
            // Each mutation takes others.
            var every = step(original.Length);
            var offset = mutation.Length % every;
            Parallel.ForEach(
                ScalarsOf(bytes, name).Where((_, i) => i % every == offset),
                scalar => CheckScalar(bytes, name, scalar)
            );
            scalars += ScalarsOf(bytes, name).Count / every;
        }

        scalars.ShouldBeGreaterThan(1000);
    }

    private static void CheckScalar(byte[] bytes, string name, (YamlPath Path, int Start, int End) scalar)
    {
        var edited = ValuesEditor.Set(bytes, name, [new ScalarEdit(scalar.Path, New)]);

        var tail = bytes.Length - scalar.End;
        var content = edited.Content.Span;
        content[..scalar.Start]
            .SequenceEqual(bytes.AsSpan(0, scalar.Start))
            .ShouldBeTrue($"{name}: {scalar.Path}: bytes before");
        content[^tail..].SequenceEqual(bytes.AsSpan(scalar.End)).ShouldBeTrue($"{name}: {scalar.Path}: bytes behind");
        Encoding.UTF8.GetString(content[scalar.Start..^tail]).ShouldContain(New);
        ValuesEditor
            .Undo(edited.Content, name, edited.Changes)
            .Span.SequenceEqual(bytes)
            .ShouldBeTrue($"{name}: {scalar.Path}: undone");
    }

    /// <summary>Texts that are written as this program would write them come back by their value alone.</summary>
    [Fact]
    public void Fault_33_should_give_the_file_back_when_the_old_text_is_set_again()
    {
        Assert.SkipWhen(Corpus.Missing is not null, Corpus.Missing ?? "");
        var (back, other) = (0, new List<string>());
        foreach (var (name, bytes) in Corpus.Files())
        {
            var every = SomeOfTheLargest(bytes.Length);
            foreach (var (path, _, _) in ScalarsOf(bytes, name).Where((_, i) => i % every == 0))
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
        back.ShouldBeGreaterThan(500);
    }

    private static IReadOnlyList<(YamlPath Path, int Start, int End)> ScalarsOf(byte[] bytes, string name) =>
        Scalars.Of(YamlParser.Parse(new YamlText(bytes, name, YamlOptions.Values), YamlOptions.Values)[0]);
}
