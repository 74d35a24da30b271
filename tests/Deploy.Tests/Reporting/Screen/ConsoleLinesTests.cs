using Cake.Core.Diagnostics;
using Deploy.Reporting;
using Deploy.Reporting.Screen;
using Deploy.Reporting.Story;
using NSubstitute;

namespace Deploy.Tests.Reporting.Screen;

public sealed class ConsoleLinesTests
{
    [Fact]
    public void Should_say_in_ten_seconds_what_failed_and_what_to_do() =>
        Print(Runs.Failed(), Verbosity.Normal)
            .ShouldBe(
                """
                HelmInstall to staging on prod-e1-1: infosite, users/api (run 20261122-190000-00ff)

                HelmInstall
                  warning: the registry is slow today
                  infosite             staging-infosite upgraded, revision 6 → 7
                  users/api            failed: staging-users-api was not ready within 1m30s: Deployment users-api has 1 of 2 pods

                SERVICE    STATUS                 RELEASE           REVISION  TESTS  CHART
                infosite   HelmTest not reached   staging-infosite  6 → 7     -      infosite 1.4.2
                users/api  failed in HelmInstall  -                 -         -      users-api 1.4.2

                STAGE           TIME   STATUS
                VerifyGitClean  -      skipped: not part of HelmInstall
                BuildPex        -      skipped: not part of HelmInstall
                BuildImage      -      skipped: not part of HelmInstall
                PushEcr         -      skipped: not part of HelmInstall
                UpdateValues    -      skipped: not part of HelmInstall
                PublishChart    -      skipped: not part of HelmInstall
                HelmInstall     1m30s  failed
                HelmTest        -      not reached

                FAILED  users/api in HelmInstall
                  staging-users-api was not ready within 1m30s: Deployment users-api has 1 of 2 pods
                  pod users-api-1, container gunicorn: last lines
                    | Traceback
                    | KeyError: 'DATABASE_URL'
                  staging-users-api was rolled back to revision 6, which runs
                  → kubectl --context prod-e1-1 --namespace staging logs users-api-1

                Failed after 1m32s: none of 2 services is done
                  to go on:    ./build.sh --resume=20261122-190000-00ff
                  after a fix: ./build.sh --target=HelmInstall --env=staging '--reason=look and see' --services=users/api
                  to test:     ./build.sh --target=HelmTest --env=staging --services=infosite
                  report:      report.html

                """
            );

    [Fact]
    public void Should_say_problems_and_the_result_when_quiet()
    {
        Print(Runs.Successful(), Verbosity.Quiet).ShouldBe("\nDone after 11 s: 1 service to staging on prod-e1-1\n");

        var failed = Print(Runs.Failed(), Verbosity.Quiet);
        failed.ShouldStartWith("  warning: the registry is slow today\n  users/api            failed: ");
        failed.ShouldContain("KeyError: 'DATABASE_URL'");
        failed.ShouldNotContain("STAGE");
        failed.ShouldNotContain("upgraded");
    }

    [Fact]
    public void Should_add_child_output_when_verbose()
    {
        RunEvent[] events =
        [
            Runs.Started("infosite"),
            new ChildOutput(Stage.HelmTest, new("infosite"), "200 \e[32mOK"),
        ];

        Print(events, Verbosity.Normal).ShouldNotContain("200");
        Print(events, Verbosity.Verbose).ShouldContain("  infosite             | 200 \\u001b[32mOK\n");
    }

    [Fact]
    public void Should_show_where_a_defect_was_thrown_only_when_asked()
    {
        var events = Runs.Failed(new InvalidOperationException("boom"));

        Print(events, Verbosity.Normal).ShouldContain("→ this is a defect of the program");
        Print(events, Verbosity.Normal).ShouldNotContain("  | ");
        Print(events, Verbosity.Diagnostic).ShouldContain("  | System.InvalidOperationException: boom");
    }

    [Fact]
    public void Should_become_lists_on_a_narrow_terminal()
    {
        var text = Print(Runs.Successful(), Verbosity.Minimal, width: 40);

        text.ShouldContain(
            """
            infosite
              status   done
              release  staging-infosite
              revision 6 → 7
              tests    passed
            """
        );
    }

    [Fact]
    public void Should_write_no_escape_code_without_colours()
    {
        Print(Runs.Failed(new FailedException("\e[31mred\u202e")), Verbosity.Diagnostic).ShouldNotContain('\e');
        Print(Runs.Failed(), Verbosity.Normal, colours: true).ShouldContain("\e[31mFAILED");
    }

    private static string Print(
        IEnumerable<RunEvent> events,
        Verbosity verbosity,
        int? width = null,
        bool colours = false
    )
    {
        var writer = new StringWriter { NewLine = "\n" };
        var log = Substitute.For<ICakeLog>();
        log.Verbosity.Returns(verbosity);
        var run = new RunLog();
        var lines = new ConsoleLines(
            new Output(writer, colours, width is { } columns ? () => columns : null),
            log,
            run,
            () => "report.html",
            server: null
        );
        foreach (var record in Runs.Records(events))
        {
            run.Read(record);
            lines.Read(record);
        }

        return writer.ToString();
    }
}
