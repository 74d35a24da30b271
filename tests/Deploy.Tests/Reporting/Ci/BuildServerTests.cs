using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Deploy.Reporting;
using Deploy.Reporting.Ci;
using Deploy.Reporting.Screen;
using Deploy.Reporting.Story;
using Deploy.Testing;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Deploy.Tests.Reporting.Ci;

public sealed class BuildServerTests : IDisposable
{
    private static readonly FailedException _inFile = new("wrong: 5%\nsecond line")
    {
        Location = new("charts/services.yaml", 12, 3),
        NextStep = "correct it",
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_group_and_annotate_for_github()
    {
        var summary = _folder.Write("summary.md", "");

        var text = Print(("GITHUB_ACTIONS", "true"), ("GITHUB_STEP_SUMMARY", summary));

        text.ShouldContain("\n::group::HelmInstall\n");
        text.ShouldContain("\n::endgroup::\n");
        text.ShouldContain("::warning::the registry is slow today\n");
        text.ShouldContain(
            "::error file=charts/services.yaml,line=12,col=3::users/api: HelmInstall failed: wrong: 5%25%0Asecond line%0A→ correct it\n"
        );
        File.ReadAllText(summary).ShouldStartWith("## ❌ Failed after 1m32s");
    }

    [Fact]
    public void Should_group_and_annotate_for_azure()
    {
        var text = Print(("TF_BUILD", "True"));

        text.ShouldContain("\n##[group]HelmInstall\n");
        text.ShouldContain("\n##[endgroup]\n");
        text.ShouldContain("sourcepath=charts/services.yaml;linenumber=12;columnnumber=3;");
        text.ShouldContain("]users/api: HelmInstall failed: wrong: 5% second line → correct it\n");
    }

    [Fact]
    public void Should_open_blocks_and_report_problems_for_teamcity()
    {
        var text = Print(("TEAMCITY_VERSION", "2025.07"));

        text.ShouldContain("##teamcity[blockOpened name='HelmInstall']");
        text.ShouldContain("##teamcity[blockClosed name='HelmInstall']");
        text.ShouldContain("##teamcity[buildProblem ");
        text.ShouldContain("charts/services.yaml:12:3: users/api: HelmInstall failed: wrong: 5%|nsecond line");
    }

    [Fact]
    public void Should_open_sections_for_gitlab()
    {
        var text = Print(("GITLAB_CI", "true"), ("CI_SERVER", "yes"));

        text.ShouldContain("\e[0Ksection_start:1795374000:helminstall\r\e[0KHelmInstall\n");
        text.ShouldContain("\e[0Ksection_end:1795374000:helminstall\r\e[0K\n");
        text.ShouldContain(
            "ERROR: charts/services.yaml:12:3: users/api: HelmInstall failed: wrong: 5% second line → correct it"
        );
    }

    [Fact]
    public void Should_find_none_on_a_desk() => Find(new StringWriter()).ShouldBeNull();

    private string Print(params (string Name, string Value)[] variables)
    {
        var writer = new StringWriter { NewLine = "\n" };
        var log = Substitute.For<ICakeLog>();
        log.Verbosity.Returns(Verbosity.Normal);
        var run = new RunLog();
        var lines = new ConsoleLines(
            new Output(writer, hasColours: false),
            log,
            run,
            () => null,
            Find(writer, variables).ShouldNotBeNull()
        );
        foreach (var record in Runs.Records(Runs.Failed(_inFile)))
        {
            run.Read(record);
            lines.Read(record);
        }

        return writer.ToString();
    }

    private static IBuildServer? Find(StringWriter writer, params (string Name, string Value)[] variables)
    {
        var environment = Substitute.For<Cake.Core.ICakeEnvironment>();
        environment.WorkingDirectory.Returns(new DirectoryPath("/work"));
        foreach (var (name, value) in variables)
        {
            environment.GetEnvironmentVariable(name).Returns(value);
        }

        return BuildServers.Find(
            environment,
            new FileSystem(),
            new Output(writer, hasColours: false),
            new FakeTimeProvider(Runs.Began)
        );
    }
}
