using Cake.Core.Diagnostics;
using Deploy.Journal;
using Deploy.Reporting;
using Deploy.Reporting.Screen;
using Deploy.Reporting.Story;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Deploy.Tests.Reporting.Screen;

public sealed class LiveViewTests
{
    private readonly FakeTimeProvider _time = new(Runs.Began);

    [Fact]
    public void Should_show_one_line_per_service_and_the_pipeline()
    {
        var terminal = Show(100, 30, Middle());

        terminal.Text.ShouldBe(
            """
            HelmInstall to staging on prod-e1-1: infosite, users/api (run 20261122-190000-00ff)

            HelmInstall
              infosite             staging-infosite upgraded, revision 6 → 7
            ✓ infosite  HelmInstall
            ● users/api HelmInstall  1/2  pod users-api-1 pulls its image                                   4 s
            HelmInstall → staging  ● HelmInstall ○ HelmTest  7 s
            """
        );
    }

    [Fact]
    public void Should_fit_a_narrow_terminal()
    {
        var terminal = Show(40, 30, Middle());

        terminal.Text.ShouldEndWith(
            """
            ✓ infosite  HelmInstall
            ● users/api HelmInstall  1/2  pod … 4 s
            ●○ HelmInstall  7 s
            """
        );
    }

    [Theory]
    [InlineData(200)]
    [InlineData(80)]
    [InlineData(41)]
    [InlineData(20)]
    [InlineData(11)]
    public void Should_never_draw_a_line_that_folds(int width)
    {
        var rows = Enumerable
            .Range(0, 30)
            .Select(each => new LiveRow(
                $"service-with-a-long-name/{each}",
                Stage.HelmInstall,
                (CellState)(each % 5),
                Runs.Began,
                (each, 30),
                "waits for 部署 in a place \e[31m with a long name"
            ))
            .ToList();

        var lines = new LiveFrame(
            "BuildAndInstallProd → staging",
            [(Stage.HelmInstall, CellState.Cut)],
            rows,
            TimeSpan.FromHours(2)
        ).Lines(width, 20, Runs.Began.AddMinutes(90));

        lines.ShouldAllBe(line => DisplayWidth.Of(line.Text) < width && !line.Text.Contains('\e'));
        lines.Count.ShouldBeLessThan(20);
        lines[^2].Text.ShouldStartWith("  … and"[..Math.Min(7, width - 2)]);
    }

    [Fact]
    public void Should_draw_over_what_a_narrowed_terminal_has_folded()
    {
        var width = 60;
        var terminal = new VirtualTerminal(30, 30);
        var region = new LiveRegion(new Output(terminal, hasColours: false, () => width));
        region.Draw([], [new(new string('x', 59)), new(new string('y', 31))]);

        width = 30;
        region.Draw([new("above")], [new("row")]);

        terminal.Text.ShouldBe("above\nrow");
    }

    [Fact]
    public void Should_let_long_lines_scroll_by_without_a_trace_of_the_region()
    {
        var terminal = new VirtualTerminal(10, 8);
        var region = new LiveRegion(new Output(terminal, hasColours: true, () => 10));
        region.Draw([], [new("one"), new("two"), new("three")]);

        region.Draw([new("a line of twenty chr", Hue.Good)], [new("four")]);
        region.Draw([], []);

        terminal.Text.ShouldBe("a line of\ntwenty chr");
    }

    [Fact]
    public void Should_move_its_clocks_while_nothing_happens()
    {
        var terminal = new VirtualTerminal(100, 30);
        using var view = View(terminal, 100, 30);
        Tell(view, Middle());

        _time.Advance(TimeSpan.FromSeconds(30));

        terminal.Text.ShouldContain("HelmInstall → staging  ● HelmInstall ○ HelmTest  37 s");
    }

    [Fact]
    public void Should_leave_the_summary_alone_on_the_screen_at_the_end()
    {
        var terminal = Show(100, 30, Runs.Failed());

        terminal.Text.ShouldNotContain("●");
        terminal.Text.ShouldEndWith(
            """
              after a fix: ./build.sh --target=HelmInstall --env=staging '--reason=look and see' --services=user
            s/api
              to test:     ./build.sh --target=HelmTest --env=staging --services=infosite
            """
        );
        _time.Advance(TimeSpan.FromSeconds(5));
        terminal.Text.ShouldNotContain("●");
    }

    [Fact]
    public void Should_tell_a_failure_in_one_row_before_the_end_tells_it_in_full()
    {
        var terminal = Show(60, 60, Runs.Failed());

        terminal.Text.ShouldContain("\n  users/api            failed: staging-users-api was not r…\n");
        terminal.Text.ShouldContain(
            "FAILED  users/api in HelmInstall\n  staging-users-api was not ready within 1m30s: "
        );
    }

    [Fact]
    public void Should_not_draw_where_a_question_may_stand()
    {
        var terminal = Show(100, 30, [Runs.Started("infosite"), new StageStarted(Stage.VerifyGitClean)]);
        var before = terminal.Text;

        _time.Advance(TimeSpan.FromSeconds(5));

        terminal.Text.ShouldBe(before);
    }

    private static IEnumerable<RunEvent> Middle() =>
        [
            Runs.Started("infosite", "users/api"),
            new StageStarted(Stage.HelmInstall),
            new ServiceStarted(Stage.HelmInstall, new("infosite")),
            new ServiceStarted(Stage.HelmInstall, new("users/api")),
            Runs.Failed()[5],
            new ServiceEnded(Stage.HelmInstall, new("infosite")),
            Runs.Progress("users/api", 1, 2, "pod users-api-1 pulls its image"),
        ];

    private VirtualTerminal Show(int columns, int rows, IEnumerable<RunEvent> events)
    {
        var terminal = new VirtualTerminal(columns, rows);
        Tell(View(terminal, columns, rows), events);
        return terminal;
    }

    private readonly RunLog _log = new();

    private LiveView View(VirtualTerminal terminal, int columns, int rows)
    {
        var log = Substitute.For<ICakeLog>();
        log.Verbosity.Returns(Verbosity.Normal);
        return new(new Output(terminal, hasColours: true, () => columns), () => rows, log, _log, () => null, _time);
    }

    private void Tell(LiveView view, IEnumerable<RunEvent> events)
    {
        var recorder = new RunRecorder([_log, view], new Redaction([]), _time);
        foreach (var happened in events)
        {
            recorder.Observe(happened);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
