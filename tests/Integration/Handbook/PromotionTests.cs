namespace Deploy.Integration.Handbook;

/// <summary>"Test relevant changes in the staging environment": what prod gets has been there, and the program can tell.</summary>
public sealed class PromotionTests : HandbookTest
{
    private static readonly string[] _strictProd =
    [
        "--target=InstallProd",
        "--services=users/api",
        "--yes",
        "--catalog=charts/services.yaml",
        "--catalog=strict.yaml",
    ];

    public PromotionTests()
    {
        File.WriteAllText(
            Path.Combine(Checkout.Root, "strict.yaml"),
            "environments:\n  prod:\n    require_staging: true\n"
        );
        Checkout.Git("add", "strict.yaml");
        Checkout.Merge("Require staging");
    }

    [Fact]
    public async Task Should_refuse_what_staging_never_had_unless_there_is_a_reason()
    {
        (await RefusedAsync(3, _strictProd)).ShouldContain(
            "prod takes only what staging has proven, and that is missing for users/api"
        );

        (await RunAsync([.. _strictProd, "--reason=staging is down"])).ShouldContain(
            "users/api: staging cannot have run this: users-api 2.1.0 is not in the chart repository"
        );
    }

    [Fact]
    public async Task Should_refuse_other_values_than_staging_had()
    {
        await RunAsync("--target=InstallProd", "--env=staging", "--services=users/api");
        (await RunAsync(_strictProd)).ShouldContain("users/api: exactly this ran in staging as revision 1");

        Edit("charts/services/users/api/users-api/values.yaml", "prod-2026", "untried-2026");
        await RefusedAsync(3, _strictProd);
    }

    [Fact]
    public async Task Should_only_warn_where_the_catalog_does_not_ask_for_it() =>
        (await RunAsync("--target=InstallProd", "--services=users/api", "--yes")).ShouldContain(
            "warning: users/api: staging cannot have run this: users-api 2.1.0 is not in the chart repository"
        );
}
