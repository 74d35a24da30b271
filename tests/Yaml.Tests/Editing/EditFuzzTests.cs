using System.Text;
using Deploy.Testing.Fuzzing;
using Deploy.Testing.Yaml;
using Deploy.Yaml.Editing;
using Deploy.Yaml.Parsing;
using Deploy.Yaml.Tests.Parsing;

namespace Deploy.Yaml.Tests.Editing;

/// <summary>
/// Edits of texts that are put together by chance: those of a fixed seed, and for some seconds those of new ones.
/// </summary>
public sealed class EditFuzzTests
{
    private const int Seed = 19700101;
    private const int Texts = 12_000;

    private static readonly string[] Values =
    [
        "v",
        "1.5",
        "",
        "a: b",
        "two\nlines\n",
        "  x",
        "[",
        "it's",
        "é😀",
        "-",
        "\u2028",
        "on",
    ];

    [Fact]
    public void Should_refuse_or_change_one_value_alone()
    {
        var random = new Random(Seed);
        var edited = 0;
        for (var i = 0; i < Texts; i++)
        {
            edited += EditOne(random) ? 1 : 0;
        }

        edited.ShouldBeGreaterThan(Texts / 50);
    }

    [Fact]
    public void Should_refuse_or_read_bytes_of_any_kind()
    {
        var random = new Random(Seed);
        for (var i = 0; i < Texts; i++)
        {
            ReadOne(random);
        }
    }

    [Fact]
    public void Should_hold_for_new_texts_until_the_time_is_up() =>
        Fuzz.Run(random =>
        {
            EditOne(random);
            ReadOne(random);
        });

    private static bool EditOne(Random random)
    {
        var text = OddTexts.Next(random);
        var value = Values[random.Next(Values.Length)];
        if (PathIn(text, random) is not { } path || TrySet(text, path, value) is not { } content)
        {
            return false;
        }

        Check(text, path, value, content);
        return true;
    }

    private static void ReadOne(Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(OddTexts.Next(random));
        for (var flips = random.Next(4); flips > 0; flips--)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        // Any other exception than the one for mistakes fails the test.
        Refusable(() => ValuesEditor.Set(bytes, "fuzz", [new ScalarEdit(YamlPath.Of("k", "n"), "v")]));
        Refusable(() => YamlReader.Read(bytes, "fuzz"));
    }

    private static void Check(string text, YamlPath path, string value, EditedValues edited)
    {
        var content = Encoding.UTF8.GetString(edited.Content.Span);
        var note = $"{path} = {Printable.Quote(value)} in {Printable.Quote(text)} gives {Printable.Quote(content)}";
        Encoding.UTF8.GetString(ValuesEditor.Undo(edited.Content, "fuzz", edited.Changes).Span).ShouldBe(text, note);
        ParsedAgain(text, edited.Content).ShouldBe(Transcript.Ours(edited.Content.ToArray()), note);

        // Somebody else's parser, where it reads the text at all.
        if (Flat.Read(text) is { } before && Flat.Read(content) is { } after)
        {
            after.Remove(path.ToString(), out var found).ShouldBeTrue(note);
            found.ShouldBe(value, note);
            before.Remove(path.ToString());
            var parents = before.Where(entry => path.ToString().StartsWith(entry.Key + ".", StringComparison.Ordinal));
            before.Except(parents).ShouldBe(after, ignoreOrder: true, note);
        }
    }

    // What parsing only around the change sees must be what parsing all sees.
    private static string ParsedAgain(string text, ReadOnlyMemory<byte> content)
    {
        var before = new YamlText(Encoding.UTF8.GetBytes(text), "before", YamlOptions.Values);
        var after = new YamlText(content, "after", YamlOptions.Values);
        var start = before.Bytes.CommonPrefixLength(after.Bytes);
        var tail = 0;
        while (
            tail < Math.Min(before.Bytes.Length, after.Bytes.Length) - start
            && before.Bytes[^(tail + 1)] == after.Bytes[^(tail + 1)]
        )
        {
            tail++;
        }

        var documents = YamlParser.Parse(before, YamlOptions.Values);
        var again =
            documents.Count == 1
                ? YamlParser.ParseAgain(documents[0], after, YamlOptions.Values, start, before.Bytes.Length - tail)
                : null;
        return again is null ? Transcript.Ours(content.ToArray()) : Transcript.Of([again]);
    }

    private static YamlPath? PathIn(string text, Random random)
    {
        try
        {
            var document = YamlParser.Parse(
                new YamlText(Encoding.UTF8.GetBytes(text), "fuzz", YamlOptions.Values),
                YamlOptions.Values
            )[0];
            // What stands below a merge key has no path of its own.
            var paths = Scalars
                .Of(document)
                .Select(scalar => scalar.Path)
                .Where(found => !found.Segments.Contains("<<"));
            var candidates = paths.Append(null).ToArray();
            var path = candidates[random.Next(candidates.Length)];
            return random.Next(3) > 0 && path is not null ? path
                : random.Next(2) > 0 ? YamlPath.Of([.. path?.Segments.SkipLast(1) ?? [], "new"])
                : YamlPath.Of([.. path?.Segments ?? [], "new", "newer"]);
        }
        catch (UsageException)
        {
            return null;
        }
    }

    private static EditedValues? TrySet(string text, YamlPath path, string value)
    {
        try
        {
            var edited = ValuesEditor.Set(Encoding.UTF8.GetBytes(text), "fuzz", [new ScalarEdit(path, value)]);
            return edited.Changes.Count > 0 ? edited : null;
        }
        catch (UsageException)
        {
            return null;
        }
    }

    private static void Refusable(Action action)
    {
        try
        {
            action();
        }
        catch (UsageException exception)
        {
            exception.Problem.ShouldNotBeEmpty();
        }
    }
}
