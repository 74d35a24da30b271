using Deploy.Reporting.Story;

namespace Deploy.Reporting.Reports.Html;

/// <summary>When what ran: a lane for the stages, and one for each service.</summary>
internal static class HtmlTimeline
{
    /// <summary>Appends it, where anything took any time.</summary>
    public static void Append(HtmlText html, RunStory story)
    {
        var scale = new Scale(story);
        if (scale.Length <= TimeSpan.Zero)
        {
            return;
        }

        html.Append(
            $"<section>\n<h2>Timeline</h2>\n<p class=\"soft\">{Words.Time(scale.Length)} from left to right; the table above has the same times in figures.</p>\n<div class=\"lane\"><span>stages</span><div class=\"track\">"
        );
        html.Each(
            story.Stages.Where(stage => stage is { Began: not null, State: not CellState.Skipped }),
            (page, stage) =>
                Bar(page, scale, stage.Stage.ToString(), stage.State, stage.Began!.Value, stage.Time, "stage")
        );
        html.Append($"</div></div>\n");
        foreach (var service in story.Services)
        {
            html.Append(
                $"<div class=\"lane\"><span title=\"{service.Name}\">{service.Name}</span><div class=\"track\">"
            );
            html.Each(
                service.Cells.Where(cell => cell.Began is not null),
                (page, cell) => Bar(page, scale, cell.Stage.ToString(), cell.State, cell.Began!.Value, cell.Time, "")
            );
            html.Append($"</div></div>\n");
        }

        html.Append($"</section>\n");
    }

    private static void Bar(
        HtmlText html,
        Scale scale,
        string name,
        CellState state,
        DateTimeOffset began,
        TimeSpan? time,
        string style
    )
    {
        var left = scale.Percent(began);
        var right = time is { } known ? scale.Percent(began + known) : 100;
        var kind = state == CellState.Failed ? "failed" : style;
        html.Append(
            $"<i class=\"{kind}\" style=\"left:{left}%;width:{Math.Max(0, right - left)}%\" title=\"{name}: {Words.State(state)}, {Words.Time(time)}\"></i>"
        );
    }

    private sealed class Scale
    {
        private readonly DateTimeOffset _began;

        public Scale(RunStory story)
        {
            _began = story.Start.At;
            Length =
                story
                    .Services.SelectMany(service => service.Cells)
                    .Select(cell => cell.Began + (cell.Time ?? TimeSpan.Zero))
                    .Concat(story.Stages.Select(stage => stage.Began + (stage.Time ?? TimeSpan.Zero)))
                    .Append(story.End?.At)
                    .Max() - _began
                ?? TimeSpan.Zero;
        }

        public TimeSpan Length { get; }

        public double Percent(DateTimeOffset at) => Math.Clamp((at - _began) / Length * 100, 0, 100);
    }
}
