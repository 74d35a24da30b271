using Deploy.Clusters.Releases;
using Deploy.Stages.VerifyGitClean;
using Deploy.Tests.Operations.Status;

namespace Deploy.Tests.Stages.VerifyGitClean;

public sealed class PromotionProofTests
{
    private const string This = "0123456789abcdef0123456789abcdef";
    private const string Other = "ffffffffffffffffffffffffffffffff";

    [Fact]
    public void Should_accept_what_staging_ran_with_its_tests_passed() =>
        Of([Staged(2, This, "Succeeded")]).ShouldBe((true, "exactly this ran in staging as revision 2, tests passed"));

    [Fact]
    public void Should_accept_what_has_no_tests() =>
        Of([Staged(1, This)]).ShouldBe((true, "exactly this ran in staging as revision 1, without Helm tests"));

    [Fact]
    public void Should_accept_an_older_revision_of_staging() =>
        Of([Staged(2, Other, "Succeeded"), Staged(1, This, "Succeeded")])
            .ShouldBe((true, "exactly this ran in staging as revision 1, tests passed"));

    [Fact]
    public void Should_accept_what_prod_ran_before() =>
        Of([], [Staged(4, Other), Staged(3, This)]).ShouldBe((true, "exactly this ran in prod before, as revision 3"));

    [Theory]
    [InlineData("Failed", "staging has it as revision 1, but its tests failed")]
    [InlineData("", "staging has it as revision 1, but its tests have not run")]
    [InlineData("Running", "staging has it as revision 1, but its tests have not run")]
    public void Should_not_accept_tests_that_have_not_passed(string phase, string text) =>
        Of([Staged(1, This, phase)]).ShouldBe((false, text));

    [Fact]
    public void Should_not_accept_an_install_that_failed() =>
        Of([Staged(1, This) with { Status = "failed" }]).Proven.ShouldBeFalse();

    [Fact]
    public void Should_not_accept_other_inputs() =>
        Of([Staged(3, Other, "Succeeded")])
            .ShouldBe(
                (false, "staging never ran this; it has infosite 1.4.2 of revision 3, or other values or images")
            );

    [Fact]
    public void Should_say_that_staging_is_empty() => Of([]).ShouldBe((false, "staging never had it"));

    private static InstalledRelease Staged(int revision, string inputs, params string[] phases) =>
        Revisions.Of(revision, "deployed", new ReleaseMark("0f3c2a9d7b1e", "ada", inputs).ToString()) with
        {
            Hooks = [.. phases.Select(phase => new InstalledHook("smoke", true, phase.Length > 0 ? phase : null))],
        };

    private static (bool Proven, string Text) Of(
        IReadOnlyList<InstalledRelease> staging,
        IReadOnlyList<InstalledRelease>? prod = null
    )
    {
        var proof = PromotionProof.Of(new("infosite"), This, staging, This, prod ?? []);
        return (proof.IsProven, proof.Text);
    }
}
