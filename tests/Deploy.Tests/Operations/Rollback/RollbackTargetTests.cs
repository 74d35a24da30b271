using Deploy.Clusters.Releases;
using Deploy.Operations.Rollback;
using Deploy.Tests.Operations.Status;

namespace Deploy.Tests.Operations.Rollback;

public sealed class RollbackTargetTests
{
    [Fact]
    public void Should_go_to_the_revision_before() => To(Of(2, "deployed"), Of(1, "superseded")).ShouldBe(1);

    [Fact]
    public void Should_go_to_what_still_runs_behind_a_failed_upgrade() =>
        To(Of(3, "failed"), Of(2, "deployed"), Of(1, "superseded")).ShouldBe(2);

    [Fact]
    public void Should_pass_over_upgrades_that_failed() =>
        To(Of(4, "deployed"), Of(3, "failed"), Of(2, "failed"), Of(1, "superseded")).ShouldBe(1);

    [Fact]
    public void Should_settle_an_upgrade_that_was_killed() =>
        To(Of(2, "pending-upgrade"), Of(1, "deployed")).ShouldBe(1);

    [Fact]
    public void Should_go_further_back_the_second_time() =>
        To(
                Of(4, "deployed", "Rollback to 2"),
                Of(3, "superseded", "the bad one"),
                Of(2, "superseded"),
                Of(1, "superseded")
            )
            .ShouldBe(1);

    [Fact]
    public void Should_try_the_same_revision_again_when_the_rollback_failed() =>
        To(Of(4, "failed", "Rollback to 2"), Of(3, "deployed"), Of(2, "superseded")).ShouldBe(3);

    [Fact]
    public void Should_refuse_to_go_back_to_what_was_rolled_back_from() =>
        Should
            .Throw<RefusedException>(() =>
                To(Of(3, "deployed", "Rollback to 1"), Of(2, "superseded"), Of(1, "superseded"))
            )
            .Message.ShouldBe(
                "prod-infosite is at revision 3 (deployed), and Helm has no earlier one that was good\n  → it is a copy of revision 1 already; deploy a version that works"
            );

    [Fact]
    public void Should_refuse_when_nothing_was_ever_good() =>
        Should
            .Throw<RefusedException>(() => To(Of(2, "failed"), Of(1, "failed")))
            .Problem.ShouldBe("prod-infosite is at revision 2 (failed), and Helm has no earlier one that was good");

    [Fact]
    public void Should_refuse_where_there_is_no_release() =>
        Should.Throw<RefusedException>(() => To()).Problem.ShouldBe("There is no release prod-infosite");

    private static InstalledRelease Of(int revision, string status, string description = "") =>
        Revisions.Of(revision, status, description);

    private static int To(params InstalledRelease[] history) =>
        RollbackTarget.Of(history, new("prod-infosite")).To.Revision;
}
