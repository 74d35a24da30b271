using System.Globalization;
using Deploy.Journal.Records;
using Deploy.Reporting.Story;

namespace Deploy.Reporting.Reports.Html;

/// <summary>A run as one HTML file that needs nothing else: no script, no font, no picture from elsewhere.</summary>
internal static class HtmlReport
{
    /// <summary>The page.</summary>
    public static string Of(RunStory story)
    {
        var html = new HtmlText();
        html.Append(
            $"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n<title>{story.Start.Target} to {story.Start.Environment}: {story.Outcome.ToString().ToLowerInvariant()}, run {story.Start.Run}</title>\n<style>\n"
        );
        html.Markup(HtmlStyle.Sheet).Append($"\n</style>\n</head>\n<body>\n");
        Header(html, story);
        html.Append($"<main>\n");
        Failures(html, story);
        HtmlMatrix.Append(html, story);
        HtmlTimeline.Append(html, story);
        HtmlServices.Append(html, story);
        Notes(html, story);
        return html.Append($"</main>\n</body>\n</html>\n").ToString();
    }

    private static void Header(HtmlText html, RunStory story)
    {
        var start = story.Start;
        html.Markup(story.Outcome == RunOutcome.Done ? "<header>\n" : "<header class=\"bad\">\n");
        html.Append($"<h1>{Words.Outcome(story)}</h1>\n<dl>\n");
        Line(html, "Run", $"{start.Run}, {start.At.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC");
        Line(html, "Command", $"./build.sh {string.Join(' ', start.CommandLine)}");
        Line(
            html,
            "Where",
            $"{start.Environment} on {start.Cluster} ({start.Platform}), namespace {string.Join(", ", start.Namespaces)}"
        );
        Line(
            html,
            "Commit",
            $"{start.Commit[..Math.Min(ImageTag.CommitDigits, start.Commit.Length)]} {start.Subject}{(start.DirtyContent is null ? "" : " + local changes")}"
        );
        Line(html, "By", $"{start.User} on {start.Host}");
        if (start.Reason is { } reason)
        {
            Line(html, "Reason", reason);
        }

        html.Each(
            NextCommand.Of(story),
            (page, way) => page.Append($"<dt>{Words.Capitalised(way.When)}</dt><dd><code>{way.Command}</code></dd>\n")
        );

        html.Append($"</dl>\n</header>\n");
    }

    private static void Failures(HtmlText html, RunStory story)
    {
        if (story.Failures.Count == 0)
        {
            return;
        }

        html.Append($"<section>\n<h2>What failed</h2>\n");
        html.Each(story.Failures, (page, failed) => Failure(page, story, failed));
        html.Append($"</section>\n");
    }

    private static void Failure(HtmlText html, RunStory story, FailedRecord failed)
    {
        html.Append(
            $"<article class=\"bad\">\n<h3 class=\"failed\">✗ {Words.Title(failed)}</h3>\n<pre>{failed.Problem}</pre>\n"
        );
        if (failed.Location is { } place)
        {
            html.Append($"<p>in <code>{place.ToString()}</code></p>\n");
        }

        html.Each(
            story.Services.Where(service => service.Name == failed.Service).SelectMany(service => service.Left),
            (page, left) => page.Append($"<p>{Words.Left(left)}</p>\n")
        );
        html.Each(failed.Evidence, (page, evidence) => page.Folded(evidence.Title, evidence.Lines, open: true));
        if (failed.Stack is { } stack)
        {
            html.Folded("Where it was thrown", [stack], open: false);
        }

        if (failed.NextStep is { } step)
        {
            html.Append($"<p class=\"next\">→ {step}</p>\n");
        }

        html.Append($"</article>\n");
    }

    private static void Notes(HtmlText html, RunStory story)
    {
        if (story.Notes.Count > 0)
        {
            html.Append($"<section>\n<h2>Notes</h2>\n<ul>\n");
            html.Each(
                story.Notes,
                (page, note) => page.Append($"<li>{(note.Warning ? "Warning: " : "")}{note.Text}</li>\n")
            );
            html.Append($"</ul>\n</section>\n");
        }
    }

    private static void Line(HtmlText html, string name, string text) =>
        html.Append($"<dt>{name}</dt><dd>{text}</dd>\n");
}
