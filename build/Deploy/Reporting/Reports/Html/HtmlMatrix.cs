using Deploy.Reporting.Story;

namespace Deploy.Reporting.Reports.Html;

/// <summary>Services against stages: the one table that says how far everything came.</summary>
internal static class HtmlMatrix
{
    /// <summary>Appends it.</summary>
    public static void Append(HtmlText html, RunStory story)
    {
        var stages = story.Stages.Where(stage => stage.State != CellState.Skipped).ToList();
        html.Append(
            $"<section>\n<h2>Services</h2>\n<div class=\"scroll\"><table>\n<caption>How far each stage came with each service, and how long it took</caption>\n<thead><tr><th scope=\"col\">Service</th>"
        );
        html.Each(stages, (page, stage) => page.Append($"<th scope=\"col\">{stage.Stage.ToString()}</th>"));
        html.Append(
            $"<th scope=\"col\">Release</th><th scope=\"col\">Revision</th><th scope=\"col\">Tests</th></tr></thead>\n<tbody>\n"
        );
        foreach (var service in story.Services)
        {
            html.Append($"<tr><th scope=\"row\">{service.Name}</th>");
            html.Each(stages, (page, stage) => Cell(page, service.Cells.First(cell => cell.Stage == stage.Stage)));
            html.Append(
                $"<td>{Joined(service.Releases.Select(release => release.Release.Value))}</td><td>{Joined(service.Releases.Select(Words.Revision))}</td><td>{Joined(service.Tests.Select(test => test.Verdict.ToString().ToLowerInvariant()))}</td></tr>\n"
            );
        }

        html.Append($"</tbody>\n<tfoot><tr><th scope=\"row\">Stage</th>");
        html.Each(stages, (page, stage) => State(page, stage.State, stage.Time));
        html.Append($"<td></td><td></td><td></td></tr></tfoot>\n</table></div>\n");
        html.Each(
            story.Stages.Where(stage => stage.Why is not null).GroupBy(stage => stage.Why),
            (page, group) =>
                page.Append(
                    $"<p class=\"soft\">Skipped, {group.Key}: {string.Join(", ", group.Select(stage => stage.Stage))}</p>\n"
                )
        );
        html.Append($"</section>\n");
    }

    private static void Cell(HtmlText html, StageCell cell) => State(html, cell.State, cell.Time);

    private static void State(HtmlText html, CellState state, TimeSpan? time)
    {
        var sign = state switch
        {
            CellState.Done => "✓",
            CellState.Failed => "✗",
            CellState.Cut => "…",
            CellState.NotReached or CellState.Skipped => "–",
        };
        var word = state == CellState.Done && time is { } known ? Words.Time(known) : Words.State(state);
        html.Append(
            $"<td class=\"{Words.State(state).Split(' ')[0] switch { "cut" => "cut", "not" => "not-reached", var one => one }}\">{sign} {word}</td>"
        );
    }

    private static string Joined(IEnumerable<string> parts) =>
        string.Join(", ", parts) is { Length: > 0 } text ? text : "–";
}
