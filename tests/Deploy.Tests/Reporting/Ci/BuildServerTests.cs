using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Deploy.Hosting;
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

    [Theory]
    [InlineData("##vso[task.setvariable variable=x]y", "# #vso[task.setvariable variable=x]y")]
    [InlineData("a log says ##vso[task.complete]", "a log says # #vso[task.complete]")]
    [InlineData("##VSO[task.complete]", "# #VSO[task.complete]")]
    [InlineData("###vso[task.complete]", "## #vso[task.complete]")]
    [InlineData("x ##[set-env name=a]b", "x # #[set-env name=a]b")]
    [InlineData("::error::gone", ": :error::gone")]
    [InlineData("  ::set-env name=PATH::/tmp", "  : :set-env name=PATH::/tmp")]
    [InlineData("fine\r::stop-commands::x\n::add-mask::y", "fine\r: :stop-commands::x\n: :add-mask::y")]
    [InlineData("web: ::error file=a,line=1::gone", "web: : :error file=a,line=1::gone")]
    [InlineData("##teamcity[buildProblem description='x']", "# #teamcity[buildProblem description='x']")]
    [InlineData("\e[0Ksection_start:1:a\r\e[0K", "\e[0Ksection_ start:1:a\r\e[0K")]
    public void Fault_46_Should_leave_no_command_in_a_text(string text, string harmless) =>
        BuildServers.Harmless(text).ShouldBe(harmless);

    [Theory]
    [InlineData("std::chrono::seconds at fe80::1")]
    [InlineData("## Heading")]
    [InlineData("issue ##12 [x]")]
    [InlineData("a section_startup: b")]
    public void Fault_46_Should_leave_what_only_looks_alike(string text) => BuildServers.Harmless(text).ShouldBe(text);

    [Fact]
    public void Fault_46_Should_write_no_command_in_any_way_of_writing()
    {
        var written = new StringWriter { NewLine = "\n" };
        using var guarded = new NonClosingWriter(written, isHarmless: true);

        guarded.Write("##vso[a]");
        guarded.WriteLine("##vso[a]");
        guarded.Write("{0}", "##vso[a]");
        guarded.WriteLine("{0} {1}", "x", "##vso[a]");
        guarded.Write("##vso[a]".ToCharArray());
        guarded.Write("##vso[a]".AsSpan());
        guarded.WriteLine("##vso[a]".AsSpan());
        guarded.WriteLine("##vso[a]".ToCharArray());
        guarded.Write((object)"##vso[a]");
        guarded.Write(new System.Text.StringBuilder("##vso[a]"));
        guarded.WriteLine(new System.Text.StringBuilder("##vso[a]"));

        written.ToString().ShouldNotContain("##vso");
        written.ToString().Split("# #vso[a]").Length.ShouldBe(12);
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
