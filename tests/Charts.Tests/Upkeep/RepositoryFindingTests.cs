using Deploy.Charts.Upkeep;

namespace Deploy.Charts.Tests.Upkeep;

public sealed class RepositoryFindingTests
{
    [Theory]
    [InlineData(RepositoryFault.NoIndex, true, "--target=RepoVerify --repair")]
    [InlineData(RepositoryFault.Unlisted, true, "--target=RepoVerify --repair")]
    [InlineData(RepositoryFault.NoPackage, false, "publish that version again")]
    [InlineData(RepositoryFault.OtherDigest, false, "find out who replaced the package")]
    [InlineData(RepositoryFault.BadPackage, false, "restore the package")]
    [InlineData(RepositoryFault.ListedTwice, false, "remove one of the entries")]
    [InlineData(RepositoryFault.OddEntry, false, "look at the entry")]
    public void Should_repair_only_what_replaces_nothing_and_say_what_to_do_else(
        RepositoryFault fault,
        bool isRepairable,
        string next
    )
    {
        var finding = new RepositoryFinding(fault, "web-1.0.0.tgz", "it is wrong");

        finding.IsRepairable.ShouldBe(isRepairable);
        finding.NextStep.ShouldStartWith(next);
    }
}
