using Cake.Core.Diagnostics;
using Deploy.Journal.Records;
using Deploy.Reporting.Story;

namespace Deploy.Reporting.Screen;

/// <summary>Each failure so that ten seconds suffice: what, where, the evidence, the end state, what to do.</summary>
internal static class FailureText
{
    // The last lines of a log say why it ended; the whole of it is in the report.
    private const int MostLines = 12;

    /// <summary>The lines of all failures of a run.</summary>
    /// <param name="story">The run.</param>
    /// <param name="verbosity">How much of it is wanted.</param>
    /// <param name="width">The columns of the terminal; null for no limit.</param>
    public static IEnumerable<HuedLine> Lines(RunStory story, Verbosity verbosity, int? width) =>
        story
            .Failures.SelectMany(failed => Lines(story, failed, verbosity, width))
            .Concat(story.Services.SelectMany(service => service.Tests.SelectMany(FailedTests)));

    private static IEnumerable<HuedLine> Lines(RunStory story, FailedRecord failed, Verbosity verbosity, int? width)
    {
        yield return new("");
        yield return new($"FAILED  {Words.Title(failed)}", Hue.Bad);
        // Prose is broken between words. Commands and logs are not: they are there to be copied.
        foreach (var line in Indented(failed.Problem, "  ").SelectMany(line => DisplayWidth.Wrap(line, width)))
        {
            yield return new(line);
        }

        if (failed.Location is { } place)
        {
            yield return new($"  in {Printable.Escape(place.ToString())}");
        }

        foreach (var evidence in failed.Evidence)
        {
            yield return new($"  {Printable.Escape(evidence.Title)}", Hue.Heading);
            foreach (var line in Last(evidence.Lines))
            {
                yield return line;
            }
        }

        foreach (
            var left in story
                .Services.Where(service => service.Name == failed.Service)
                .SelectMany(service => service.Left)
        )
        {
            yield return new($"  {Words.Left(left)}");
        }

        if (failed.Stack is { } stack && verbosity >= Verbosity.Diagnostic)
        {
            foreach (var line in Indented(stack, "  | "))
            {
                yield return new(line, Hue.Faint);
            }
        }

        foreach (var line in failed.NextStep is { } step ? Indented(step, "    ").ToList() : [])
        {
            yield return new($"  → {line.TrimStart()}", Hue.Warning);
        }
    }

    private static IEnumerable<HuedLine> FailedTests(TestsRan tests) =>
        tests.Verdict != TestVerdict.Failed
            ? []
            :
            [
                new(""),
                new($"TESTS FAILED  {tests.Service}: {tests.Release} is installed, its Helm tests failed", Hue.Bad),
                .. Last(tests.Logs.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
            ];

    private static IEnumerable<HuedLine> Last(IReadOnlyList<string> lines) =>
        lines.TakeLast(MostLines).Select(line => new HuedLine($"    | {Printable.Escape(line)}", Hue.Faint));

    private static IEnumerable<string> Indented(string text, string indent) =>
        text.Split('\n').Select(line => $"{indent}{Printable.Escape(line)}");
}
