using Deploy.Reporting.Story;

namespace Deploy.Reporting.Reports.Html;

/// <summary>Service by service: what was planned, which values changed, what was proven, what the tests printed.</summary>
internal static class HtmlServices
{
    /// <summary>Appends them.</summary>
    public static void Append(HtmlText html, RunStory story)
    {
        html.Append($"<section>\n<h2>Details</h2>\n");
        html.Each(story.Services, Service);
        html.Append($"</section>\n");
    }

    private static void Service(HtmlText html, ServiceStory service)
    {
        html.Append(
            $"<details><summary><strong>{service.Name}</strong> {service.Plan.Chart} {service.Plan.Version}</summary>\n<dl>\n"
        );
        html.Append(
            $"<dt>Chart</dt><dd>{service.Plan.Chart} {service.Plan.Version}, from the {service.Plan.ChartSource}</dd>\n"
        );
        html.Each(service.Plan.Images, (page, image) => page.Append($"<dt>Image</dt><dd><code>{image}</code></dd>\n"));
        html.Each(
            service.Plan.Releases,
            (page, release) =>
                page.Append(
                    $"<dt>Release</dt><dd>{release.Name} in {release.Namespace}, context {release.Context}, timeout {Words.Seconds(TimeSpan.FromSeconds(release.TimeoutSeconds))}</dd>\n"
                )
        );
        html.Append($"</dl>\n");
        Edits(html, service);
        Facts(html, service);
        html.Each(
            service.Tests.Where(test => test.Logs.Length > 0),
            (page, test) =>
                page.Folded($"Helm tests of {test.Release}", [test.Logs], test.Verdict == TestVerdict.Failed)
        );
        html.Append($"</details>\n");
    }

    private static void Edits(HtmlText html, ServiceStory service)
    {
        if (service.Plan.Edits.Count == 0)
        {
            return;
        }

        html.Append(
            $"<div class=\"scroll\"><table>\n<caption>Values that change</caption>\n<thead><tr><th scope=\"col\">File</th><th scope=\"col\">Value</th><th scope=\"col\">Old</th><th scope=\"col\">New</th></tr></thead>\n<tbody>\n"
        );
        html.Each(
            service.Plan.Edits,
            (page, edit) =>
                page.Append(
                    $"<tr><td class=\"wrap\">{edit.File}</td><td class=\"wrap\"><code>{edit.Path}</code></td><td class=\"wrap\"><code>{edit.Old ?? "–"}</code></td><td class=\"wrap\"><code>{edit.New}</code></td></tr>\n"
                )
        );
        html.Append($"</tbody>\n</table></div>\n");
    }

    private static void Facts(HtmlText html, ServiceStory service)
    {
        html.Append($"<ul>\n");
        html.Each(
            service.Cells.Where(cell => cell.WhyNot is not null),
            (page, cell) =>
                page.Append($"<li><span class=\"soft\">{cell.Stage.ToString()}</span> {Words.NotReached(cell)}</li>\n")
        );
        html.Each(
            service.Cells.SelectMany(cell => cell.Facts),
            (page, fact) => page.Append($"<li><span class=\"soft\">{fact.Stage.ToString()}</span> {fact.Text}</li>\n")
        );
        html.Append($"</ul>\n");
    }
}
