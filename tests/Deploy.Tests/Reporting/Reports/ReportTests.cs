using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Deploy.Arguments;
using Deploy.Reporting.Reports;
using Deploy.Reporting.Reports.Html;
using Deploy.Reporting.Story;
using Deploy.Testing;

namespace Deploy.Tests.Reporting.Reports;

public sealed class ReportTests
{
    // A commit's subject, an error, a log: anybody may have written them.
    private const string Hostile = "<script>alert(1)</script> \" onload='x' ]]> &amp; \u202e\e[31m | `` ` _a_ [x](y)";

    private static readonly FailedException _hostile = new(Hostile)
    {
        NextStep = Hostile,
        Location = new(Hostile, 1, 2),
        Evidence = [new(Hostile, [Hostile, "```"])],
    };

    [Fact]
    public void Should_be_one_well_formed_page_that_loads_nothing()
    {
        var page = Page(HtmlReport.Of(Story(Runs.Failed())));

        page.Descendants().Select(element => element.Name.LocalName).ShouldNotContain("script");
        page.Descendants().Attributes().Select(attribute => attribute.Name.LocalName).ShouldNotContain("src");
        page.Descendants().Attributes().Select(attribute => attribute.Name.LocalName).ShouldNotContain("href");
        page.Root!.Attribute("lang")!.Value.ShouldBe("en");
        HtmlStyle.Sheet.ShouldNotContain("url(");
        HtmlStyle.Sheet.ShouldNotContain("@import");
    }

    [Fact]
    public void Should_show_first_what_failed_and_what_to_do()
    {
        var page = Page(HtmlReport.Of(Story(Runs.Failed())));

        page.Descendants("h1").Single().Value.ShouldBe("Failed after 1m32s: none of 2 services is done");
        page.Descendants("h2").First().Value.ShouldBe("What failed");
        var failure = page.Descendants("article").Single();
        failure.Element("h3")!.Value.ShouldBe("✗ users/api in HelmInstall");
        failure.Element("pre")!.Value.ShouldContain("was not ready within 1m30s");
        failure.Element("details")!.Value.ShouldContain("KeyError: 'DATABASE_URL'");
        failure
            .Elements("p")
            .Last()
            .Value.ShouldBe("→ kubectl --context prod-e1-1 --namespace staging logs users-api-1");
    }

    [Fact]
    public void Should_have_a_row_per_service_and_a_column_per_stage()
    {
        var table = Page(HtmlReport.Of(Story(Runs.Failed()))).Descendants("table").First();

        table
            .Element("thead")!
            .Descendants("th")
            .Select(cell => cell.Value)
            .ShouldBe(["Service", "HelmInstall", "HelmTest", "Release", "Revision", "Tests"]);
        table
            .Element("tbody")!
            .Elements("tr")
            .Select(row => string.Join(" | ", row.Elements().Select(cell => cell.Value)))
            .ShouldBe([
                "infosite | ✓ 4.0 s | – not reached | staging-infosite | 6 → 7 | –",
                "users/api | ✗ failed | – not reached | – | – | –",
            ]);
        table.Descendants("th").ShouldAllBe(cell => cell.Attribute("scope") != null);
    }

    [Fact]
    public void Should_let_nothing_from_outside_become_markup()
    {
        var events = Runs.Failed(_hostile).Select(each => each is RunStarted start ? Renamed(start) : each);
        var text = HtmlReport.Of(Story(events));

        var page = Page(text);
        page.Descendants("script").ShouldBeEmpty();
        page.Descendants("article").Single().Element("pre")!.Value.ShouldBe(Printable.Escape(Hostile));
        page.Descendants().Attributes("onload").ShouldBeEmpty();
        text.ShouldNotContain('\u202e');
        text.ShouldNotContain('\e');
    }

    [Fact]
    public void Should_let_nothing_from_outside_become_markdown()
    {
        var events = Runs.Failed(_hostile).Select(each => each is RunStarted start ? Renamed(start) : each);

        var text = MarkdownReport.Of(Story(events));

        var outside = OutsideOfFences(text);
        outside.ShouldNotContain("<script>");
        outside.ShouldNotContain("[x](y)");
        outside.ShouldNotContain("_a_");
        text.ShouldNotContain('\u202e');
        text.ShouldNotContain('\e');
        text.ShouldContain("````text");
    }

    [Fact]
    public void Should_write_a_table_that_markdown_understands()
    {
        var text = MarkdownReport.Of(Story(Runs.Successful()));

        text.ShouldStartWith("## ✅ Done after 11 s: 1 service to staging on prod-e1-1\n");
        text.ShouldContain("| infosite | infosite 1.4.2 | staging-infosite | 6 → 7 | passed | ✅ 2.0 s | ✅ 2.0 s |\n");
    }

    [Fact]
    public void Should_say_everything_in_json()
    {
        using var document = JsonDocument.Parse(JsonReport.Of(Story(Runs.Failed())));

        var root = document.RootElement;
        root.GetProperty("outcome").GetString().ShouldBe("failed");
        root.GetProperty("end").GetProperty("exit_code").GetInt32().ShouldBe(1);
        root.GetProperty("services")[1].GetProperty("left")[0].GetProperty("end").GetString().ShouldBe("rolled_back");
        root.GetProperty("services")[0]
            .GetProperty("stages")[6]
            .GetProperty("facts")[0]
            .GetProperty("kind")
            .GetString()
            .ShouldBe("release_installed");
        root.GetProperty("go_on").GetString().ShouldBe("./build.sh --resume=20261122-190000-00ff");
    }

    [Fact]
    public void Should_tell_of_a_run_that_was_killed()
    {
        var story = Story(Runs.Failed().Take(4));

        story.Outcome.ShouldBe(RunOutcome.Died);
        story.Services.ShouldAllBe(service => service.Cells[(int)Stage.HelmInstall].State == CellState.Cut);
        Page(HtmlReport.Of(story)).Descendants("h1").Single().Value.ShouldContain("was killed, or still goes on");
        NextCommand.Of(story).ShouldHaveSingleItem().Command.ShouldStartWith("./build.sh --target=HelmInstall ");
    }

    [Theory]
    [InlineData("a.html", "<!DOCTYPE html>")]
    [InlineData("b.md", "## ")]
    [InlineData("c.JSON", "{")]
    public void Should_write_the_format_that_the_file_is_named_for(string name, string beginning)
    {
        using var folder = new TemporaryFolder();

        ReportFile.Write(Path.Combine(folder.Path, "new", name), Story(Runs.Successful()));

        File.ReadAllText(Path.Combine(folder.Path, "new", name)).ShouldStartWith(beginning);
        Directory.GetFiles(Path.Combine(folder.Path, "new")).ShouldHaveSingleItem();
    }

    [Fact]
    public void Should_refuse_a_file_that_says_no_format() =>
        Should
            .Throw<UsageException>(() => ReportFormat.Require("--report", "deploy.pdf"))
            .Message.ShouldBe("--report is 'deploy.pdf'; it takes a file that ends with .html, .md, .json");

    private static RunStarted Renamed(RunStarted start) =>
        start with
        {
            User = Hostile,
            CommandLine = [Hostile],
            Plan = start.Plan with { Source = start.Plan.Source with { Subject = Hostile } },
        };

    private static RunStory Story(IEnumerable<RunEvent> events) => RunStory.Of(Runs.Records(events)).ShouldNotBeNull();

    private static XDocument Page(string html)
    {
        using var reader = XmlReader.Create(
            new StringReader(html),
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore }
        );
        return XDocument.Load(reader);
    }

    private static string OutsideOfFences(string markdown)
    {
        var kept = new List<string>();
        string? fence = null;
        foreach (var line in markdown.Split('\n'))
        {
            if (fence is null && line.StartsWith("```", StringComparison.Ordinal))
            {
                fence = line[..line.LastIndexOf('`')] + '`';
            }
            else if (line == fence)
            {
                fence = null;
            }
            else if (fence is null)
            {
                kept.Add(line);
            }
        }

        return string.Join('\n', kept);
    }
}
