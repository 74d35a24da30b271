using Deploy.Reporting.Story;

namespace Deploy.Tests.Reporting;

public sealed class GoOnTests
{
    private const string Resume = "to go on: ./build.sh --resume=20261122-190000-00ff";

    [Fact]
    public void Should_say_nothing_when_all_is_done() => Ways(Runs.Successful()).ShouldBeEmpty();

    [Fact]
    public void Should_go_on_as_it_was_or_after_a_fix_and_test_what_is_installed() =>
        Ways(Runs.Failed())
            .ShouldBe([
                Resume,
                "after a fix: ./build.sh --target=HelmInstall --env=staging '--reason=look and see' --services=users/api",
                "to test: ./build.sh --target=HelmTest --env=staging --services=infosite",
            ]);

    [Fact]
    public void Should_not_test_where_tests_were_left_out()
    {
        var events = Runs.Failed().ToList();
        events.Insert(9, new StageEnded(Stage.HelmTest, StageOutcome.Skipped, TimeSpan.Zero, "--skip-tests"));

        Ways(events).ShouldNotContain(way => way.StartsWith("to test"));
    }

    [Fact]
    public void Should_go_on_as_it_was_when_it_was_killed_or_interrupted()
    {
        Ways(Runs.Failed().SkipLast(4)).ShouldBe([Resume]);
        Ways(Runs.Failed().SkipLast(4).Append(new RunEnded(ExitCode.Interrupted, default))).ShouldBe([Resume]);
    }

    [Fact]
    public void Should_only_test_when_only_the_tests_never_ran() =>
        Ways([
                .. Runs.Successful().Take(6),
                new RunFailed(Stage.HelmTest, new FailedException("The cluster does not answer")),
                new RunEnded(ExitCode.Failed, default),
            ])
            .ShouldBe(["to go on: ./build.sh --target=HelmTest --env=staging --services=infosite"]);

    [Fact]
    public void Should_repeat_the_command_when_a_guard_refused_or_nothing_was_proven()
    {
        const string Repeat =
            "to go on: ./build.sh --target=HelmInstall --env=staging '--reason=look and see' --services=infosite";
        Ways([Runs.Started("infosite"), new RunEnded(ExitCode.Refused, default)]).ShouldBe([Repeat]);
        Ways([Runs.Started("infosite"), new RunEnded(ExitCode.Failed, default)]).ShouldBe([Repeat]);
    }

    [Fact]
    public void Should_say_nothing_of_arguments_that_this_program_does_not_know() =>
        Ways([Runs.Started("infosite") with { CommandLine = ["--of-another-version"] }]).ShouldBeEmpty();

    private static IEnumerable<string> Ways(IEnumerable<RunEvent> events) =>
        NextCommand.Of(RunStory.Of(Runs.Records(events)).ShouldNotBeNull()).Select(way => $"{way.When}: {way.Command}");
}
