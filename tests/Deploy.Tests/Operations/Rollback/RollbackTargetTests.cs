using Deploy.Clusters.Releases;
using Deploy.Operations.Rollback;
using Deploy.Tests.Operations.Status;

namespace Deploy.Tests.Operations.Rollback;

public sealed class RollbackTargetTests
{
    private const string Mark = "commit 0f3c2a9d7b1e by ada, inputs 0123456789abcdef0123456789abcdef";

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
        To(Of(4, "deployed", "Rollback to 2"), Of(3, "superseded"), Of(2, "superseded"), Of(1, "superseded"))
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
    public void Fault_50_should_not_go_back_to_a_first_install_that_never_came_up() =>
        Should
            .Throw<RefusedException>(() => To(Of(2, "deployed"), Of(1, "superseded", CrashLoop)))
            .Message.ShouldBe(
                "prod-infosite is at revision 2 (deployed), and Helm has no earlier one that was good: of revision 1 nothing shows that it ever came up (Release \"prod-infosite\" failed: context deadline exceeded)\n  → if you know that it ran: helm rollback prod-infosite 1 --namespace prod; or deploy a version that works"
            );

    [Theory]
    [InlineData("Install complete")]
    [InlineData("Rollback to 7")]
    [InlineData("")]
    public void Fault_50_should_not_go_back_to_what_is_only_superseded(string description) =>
        To(Of(3, "deployed"), Of(2, "superseded", description), Of(1, "superseded")).ShouldBe(1);

    [Fact]
    public void Fault_50_should_not_go_back_to_what_failed_its_tests() =>
        To(Of(3, "deployed"), Tested(2, Mark, "Failed"), Of(1, "superseded")).ShouldBe(1);

    [Fact]
    public void Fault_50_should_not_take_the_copy_of_a_bad_one_for_good() =>
        To(
                Of(5, "deployed"),
                Of(4, "superseded", "Rollback to 2"),
                Of(3, "superseded"),
                Of(2, "superseded", CrashLoop),
                Of(1, "superseded")
            )
            .ShouldBe(3);

    [Fact]
    public void Fault_50_should_say_why_it_is_good()
    {
        Why(Of(2, "deployed"), Of(1, "superseded")).ShouldBe("it came up when ada installed commit 0f3c2a9d7b1e");
        Why(Of(2, "deployed"), Tested(1, Mark, "Succeeded"))
            .ShouldBe("it came up when ada installed commit 0f3c2a9d7b1e, and its tests passed");
        Why(Of(2, "deployed"), Tested(1, "Install complete", "Succeeded")).ShouldBe("its tests passed");
        Why(Of(4, "deployed"), Of(3, "superseded", "Rollback to 1"), Of(2, "failed"), Of(1, "superseded"))
            .ShouldBe("it is a copy of revision 1, and of that: it came up when ada installed commit 0f3c2a9d7b1e");
    }

    [Fact]
    public void Should_refuse_where_there_is_no_release() =>
        Should.Throw<RefusedException>(() => To()).Problem.ShouldBe("There is no release prod-infosite");

    private const string CrashLoop = "Release \"prod-infosite\" failed: context deadline exceeded";

    private static InstalledRelease Of(int revision, string status, string description = Mark) =>
        Revisions.Of(revision, status, description);

    private static InstalledRelease Tested(int revision, string description, string phase) =>
        Of(revision, "superseded", description) with
        {
            Hooks = [new InstalledHook("smoke", IsTest: true, phase)],
        };

    private static string Why(params InstalledRelease[] history) =>
        RollbackTarget.Of(history, new("prod-infosite")).Why;

    private static int To(params InstalledRelease[] history) =>
        RollbackTarget.Of(history, new("prod-infosite")).To.Revision;
}
