using Cake.Core.Diagnostics;
using Deploy.Reporting.Story;

namespace Deploy.Reporting.Screen;

/// <summary>
/// What stands on the screen when a run is over: what became of each service, how long each stage took, and last, where
/// the eye falls, what failed and what to do.
/// </summary>
internal static class RunEndText
{
    /// <summary>The lines.</summary>
    /// <param name="story">The run.</param>
    /// <param name="verbosity">How much of it is wanted.</param>
    /// <param name="width">The columns of the terminal; null for no limit.</param>
    /// <param name="report">Where the report is; null where there is none.</param>
    public static IEnumerable<HuedLine> Lines(RunStory story, Verbosity verbosity, int? width, string? report)
    {
        if (verbosity >= Verbosity.Minimal)
        {
            yield return new("");
            foreach (var line in Services(story, width))
            {
                yield return new(line);
            }
        }

        if (verbosity >= Verbosity.Normal)
        {
            yield return new("");
            foreach (var line in Stages(story, width))
            {
                yield return new(line);
            }
        }

        foreach (var line in FailureText.Lines(story, verbosity, width))
        {
            yield return line;
        }

        yield return new("");
        yield return new(Words.Outcome(story), story.Outcome == RunOutcome.Done ? Hue.Good : Hue.Bad);
        var ways = NextCommand.Of(story);
        var left = ways.Select(way => way.When.Length).Append("report".Length).Max() + 2;
        foreach (var way in ways)
        {
            yield return new($"  {$"{way.When}:".PadRight(left)}{Printable.Escape(way.Command)}");
        }

        if (report is not null && verbosity >= Verbosity.Minimal)
        {
            yield return new($"  {"report:".PadRight(left)}{report}", Hue.Faint);
        }
    }

    // The chart's version is the first thing that a narrow terminal can do without.
    private static IReadOnlyList<string> Services(RunStory story, int? width)
    {
        string[] header = ["SERVICE", "STATUS", "RELEASE", "REVISION", "TESTS", "CHART"];
        var rows = story.Services.Select(Row).ToList();
        var whole = TextTable.Lines(header, rows);
        return whole.Max(line => line.Length) <= (width ?? int.MaxValue)
            ? whole
            : TextTable.Lines(header[..^1], [.. rows.Select(row => row[..^1])], width);
    }

    private static string[] Row(ServiceStory service) =>
        [
            service.Name,
            Status(service),
            Joined(service.Releases.Select(release => release.Release.Value)),
            Joined(service.Releases.Select(Words.Revision)),
            Joined(service.Tests.Select(test => test.Verdict.ToString().ToLowerInvariant())),
            $"{service.Plan.Chart} {service.Plan.Version}",
        ];

    private static IReadOnlyList<string> Stages(RunStory story, int? width) =>
        TextTable.Lines(
            ["STAGE", "TIME", "STATUS"],
            [
                .. story.Stages.Select(stage =>
                    (IReadOnlyList<string>)
                        [
                            stage.Stage.ToString(),
                            Words.Time(stage.Time),
                            stage.Why is { } why ? $"skipped: {why}" : Words.State(stage.State),
                        ]
                ),
            ],
            width
        );

    private static string Status(ServiceStory service) =>
        service.Failures is [{ Stage: { } stage }, ..] ? $"failed in {stage}"
        : service.IsFinished ? "done"
        : service.Cells.FirstOrDefault(cell => cell.State == CellState.Cut) is { } cut ? $"cut short in {cut.Stage}"
        : service.Cells.FirstOrDefault(cell => cell.State == CellState.NotReached) is { } next
            ? $"{next.Stage} {Words.NotReached(next)}"
        : "done";

    private static string Joined(IEnumerable<string> parts) =>
        string.Join(", ", parts) is { Length: > 0 } text ? text : "-";
}
