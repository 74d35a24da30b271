using Deploy.Journal;
using Deploy.Journal.Records;
using Deploy.Planning.Resuming;
using Deploy.Tests.Reporting;

namespace Deploy.Tests.Planning.Resuming;

public sealed class ResumeSummaryTests
{
    private static readonly ServiceName _infosite = new("infosite");
    private static readonly ServiceName _users = new("users/api");

    [Fact]
    public void Should_say_of_each_service_what_was_taken_over_and_what_was_done_again() =>
        Lines(
                [Published(_users, before: false), Installed(_infosite, unchanged: false), Tested(_infosite, null)],
                [Published(_users, before: true), Installed(_infosite, unchanged: false), Tested(_infosite, "a")]
            )
            .ShouldBe([
                "infosite: taken over from run 20261122-190000-00ff: HelmTest; done again: HelmInstall",
                "users/api: taken over from run 20261122-190000-00ff: PublishChart",
            ]);

    [Fact]
    public void Should_say_nothing_of_what_was_not_done_before_or_is_not_reached_now() =>
        Lines([Tested(_users, null)], [Installed(_infosite, unchanged: false)]).ShouldBeEmpty();

    private static IEnumerable<string> Lines(IReadOnlyList<Fact> then, IReadOnlyList<Fact> now)
    {
        var start = Runs.Records([Runs.Started("infosite", "users/api")]).OfType<RunStartedRecord>().Single();
        return ResumeSummary.Of(new(start, RunEnd.Failed, then), now);
    }

    private static ChartPublished Published(ServiceName service, bool before) =>
        new(service, service.ChartName, new("1.0.0"), Digest.Of([1]), before);

    private static ReleaseInstalled Installed(ServiceName service, bool unchanged) =>
        new(service, new("prod-infosite"), new("prod"), 2, 1, new("1.0.0"), unchanged);

    private static TestsRan Tested(ServiceName service, string? run) =>
        new(service, new("prod-infosite"), TestVerdict.Passed, "") { Run = run };
}
