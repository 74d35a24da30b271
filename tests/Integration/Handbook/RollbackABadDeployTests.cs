namespace Deploy.Integration.Handbook;

/// <summary>"Rollback a bad deploy": the release's name and the revision are found by the program.</summary>
public sealed class RollbackABadDeployTests : HandbookTest
{
    private const string Values = "charts/services/infosite/infosite/values.yaml";

    [Fact]
    public async Task Should_show_the_difference_and_bring_the_last_good_revision_back()
    {
        await RunAsync("--target=InstallProd", "--services=infosite", "--yes");
        Edit(Values, "prod-2026-11-02", "bad-2026-11-02");
        await RunAsync("--target=InstallProd", "--services=infosite", "--yes");

        var rolledBack = await RunAsync("--target=Rollback", "--services=infosite", "--namespace=prod", "--yes");

        rolledBack.ShouldContain("to revision   1: infosite 1.4.2, superseded");
        rolledBack.ShouldContain("prod-infosite rolled back, revision 2 → 3, which is 1 again");
        rolledBack.ShouldContain("prod-infosite: Helm tests not run, only simulated");
        (await RunAsync("--target=Status", "--env=prod", "--services=infosite")).ShouldContain(
            $"git       {Values} has gunicorn_image_rev.us-east-1: bad-2026-11-02"
        );
    }
}
