using System.Text;
using Deploy.Journal.Records;
using Deploy.Reporting.Story;

namespace Deploy.Reporting.Reports;

/// <summary>A run as Markdown: for a build server's summary, an issue, a chat.</summary>
internal static class MarkdownReport
{
    /// <summary>The report.</summary>
    public static string Of(RunStory story)
    {
        var text = new StringBuilder();
        text.Append($"## {Mark(story)} {Cell(Words.Outcome(story))}\n\n");
        text.Append(
            $"`{story.Start.Target}` by {Cell(story.Start.User)} on {Cell(story.Start.Host)}, commit `{story.Start.Commit[..Math.Min(12, story.Start.Commit.Length)]}` {Cell(story.Start.Subject)}, run `{story.Start.Run}`\n"
        );
        foreach (var failed in story.Failures)
        {
            Failure(text, story, failed);
        }

        foreach (var way in NextCommand.Of(story))
        {
            text.Append($"\n{Words.Capitalised(way.When)}:\n\n{Fenced([way.Command])}\n");
        }

        Services(text, story);
        Stages(text, story);
        foreach (var note in story.Notes.Where(note => note.Warning))
        {
            text.Append($"\n> ⚠️ {Cell(note.Text)}\n");
        }

        return text.ToString();
    }

    private static void Failure(StringBuilder text, RunStory story, FailedRecord failed)
    {
        text.Append($"\n### ❌ {Cell(Words.Title(failed))}\n\n{Fenced(failed.Problem.Split('\n'))}\n");
        if (failed.Location is { } place)
        {
            text.Append($"\nin {Cell(place.ToString())}\n");
        }

        foreach (var left in story.Services.Where(each => each.Name == failed.Service).SelectMany(each => each.Left))
        {
            text.Append($"\n{Cell(Words.Left(left))}\n");
        }

        if (failed.NextStep is { } step)
        {
            text.Append($"\n**Next:** {Cell(step.Replace('\n', ' '))}\n");
        }

        foreach (var evidence in failed.Evidence)
        {
            text.Append(
                $"\n<details><summary>{Cell(evidence.Title)}</summary>\n\n{Fenced(evidence.Lines)}\n\n</details>\n"
            );
        }
    }

    private static void Services(StringBuilder text, RunStory story)
    {
        text.Append("\n| Service | Chart | Release | Revision | Tests |");
        var stages = story.Stages.Where(stage => stage.State != CellState.Skipped).ToList();
        text.AppendJoin("", stages.Select(stage => $" {stage.Stage} |")).Append('\n');
        text.Append("|---|---|---|---|---|").AppendJoin("", stages.Select(_ => "---|")).Append('\n');
        foreach (var service in story.Services)
        {
            text.Append(
                $"| {Cell(service.Name)} | {Cell(service.Plan.Chart)} {Cell(service.Plan.Version)} | {Joined(service.Releases.Select(release => release.Release.Value))} | {Joined(service.Releases.Select(Words.Revision))} | {Joined(service.Tests.Select(test => test.Verdict.ToString().ToLowerInvariant()))} |"
            );
            text.AppendJoin(
                "",
                stages.Select(stage => $" {State(service.Cells.First(cell => cell.Stage == stage.Stage))} |")
            );
            text.Append('\n');
        }
    }

    private static void Stages(StringBuilder text, RunStory story)
    {
        text.Append("\n| Stage | Time | |\n|---|---|---|\n");
        foreach (var stage in story.Stages)
        {
            text.Append(
                $"| {stage.Stage} | {Words.Time(stage.Time)} | {Cell(stage.Why is { } why ? $"skipped: {why}" : Words.State(stage.State))} |\n"
            );
        }
    }

    private static string State(StageCell cell) =>
        cell.State switch
        {
            CellState.Done => cell.Time is { } time ? $"✅ {Words.Time(time)}" : "✅",
            CellState.Failed => "❌",
            CellState.Cut => "✂️",
            CellState.NotReached when cell.WhyNot is not null => $"– {Cell(Words.NotReached(cell))}",
            CellState.NotReached or CellState.Skipped => "–",
        };

    private static string Mark(RunStory story) => story.Outcome == RunOutcome.Done ? "✅" : "❌";

    private static string Joined(IEnumerable<string> parts) =>
        string.Join(", ", parts.Select(Cell)) is { Length: > 0 } text ? text : "–";

    // What could become markup, or end a cell, is written as an entity.
    private static string Cell(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var character in Printable.Escape(text))
        {
            result.Append("<>&|`*_[]\\#~".Contains(character) ? $"&#{(int)character};" : character);
        }

        return result.ToString();
    }

    // A fence is longer than any row of backticks inside.
    private static string Fenced(IReadOnlyList<string> lines)
    {
        var escaped = lines.Select(Printable.Escape).ToList();
        var longest = 2;
        foreach (var line in escaped)
        {
            var run = 0;
            foreach (var character in line)
            {
                run = character == '`' ? run + 1 : 0;
                longest = Math.Max(longest, run);
            }
        }

        var fence = new string('`', longest + 1);
        return $"{fence}text\n{string.Join('\n', escaped)}\n{fence}";
    }
}
