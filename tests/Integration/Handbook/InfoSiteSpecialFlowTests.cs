namespace Deploy.Integration.Handbook;

/// <summary>"InfoSite special flow": what is public does not stay in staging once prod has it.</summary>
public sealed class InfoSiteSpecialFlowTests : HandbookTest
{
    [Fact]
    public async Task Should_leave_staging_when_prod_has_it()
    {
        await RunAsync("--target=InstallProd", "--env=staging", "--services=infosite,users/api");
        var plan = await RunAsync("--target=InstallProd", "--services=infosite,users/api", "--plan");
        plan.ShouldContain("afterwards infosite is removed from staging (keep_in_staging: false)");

        var prod = await RunAsync("--target=InstallProd", "--services=infosite,users/api", "--yes");

        prod.ShouldContain("infosite: exactly this ran in staging as revision 1, tests passed");
        prod.ShouldContain("users/api: exactly this ran in staging as revision 1, without Helm tests");
        prod.ShouldContain("staging-infosite removed from staging");
        prod.ShouldNotContain("staging-users-api removed");
        var staging = await RunAsync(
            "--target=History",
            "--env=staging",
            "--services=infosite,users/api",
            "--output=json"
        );
        staging.ShouldContain("staging-users-api");
        staging.ShouldNotContain("staging-infosite");
    }

    [Fact]
    public async Task Should_say_nothing_of_a_clean_up_that_finds_nothing()
    {
        (await RunAsync("--target=InstallProd", "--services=infosite", "--yes")).ShouldNotContain("staging-infosite");
    }

    [Fact]
    public async Task Should_stay_in_staging_when_prod_failed()
    {
        await RunAsync("--target=InstallProd", "--env=staging", "--services=infosite");
        Edit("charts/services/infosite/infosite/values.yaml", "prod-2026-11-02.09-14-55", "broken value");

        await RefusedAsync(2, "--target=InstallProd", "--services=infosite", "--yes");

        (await RunAsync("--target=Delete", "--env=staging", "--services=infosite", "--plan")).ShouldContain(
            "staging-infosite (infosite 1.4.2, revision 1) would be removed"
        );
    }

    [Fact]
    public async Task Should_be_cleaned_by_hand_too()
    {
        await RunAsync("--target=InstallProd", "--env=staging", "--services=infosite");

        (await RunAsync("--target=CleanupStaging")).ShouldContain("staging-infosite removed from staging");
    }
}
