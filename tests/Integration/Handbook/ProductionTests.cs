namespace Deploy.Integration.Handbook;

/// <summary>"Installing charts to production/staging" and "Edge deploy".</summary>
public sealed class ProductionTests : HandbookTest
{
    [Fact]
    public async Task Should_deploy_only_merged_changes()
    {
        Edit("services/infosite/app.py", "\n", "\n\n");

        (await RefusedAsync(3, "--target=BuildAndInstallProd", "--services=infosite", "--strict")).ShouldContain(
            "services/infosite/app.py"
        );
    }

    [Fact]
    public async Task Should_change_values_and_publish_only_where_the_version_is_new()
    {
        (await RunAsync("--target=BuildAndInstallProd", "--services=users/api")).ShouldContain(
            "users-api 2.1.0 published"
        );
        Checkout.Changes().Trim().ShouldBe("M charts/services/users/api/users-api/values.yaml");
        Checkout.Merge("Update users/api in prod/staging");

        (await RunAsync("--target=InstallProd", "--services=users/api", "--yes")).ShouldContain(
            "users-api 2.1.0 was published before"
        );
    }

    [Fact]
    public async Task Should_leave_the_values_of_prod_alone_when_it_deploys_to_edge()
    {
        (await RunAsync("--target=BuildAndInstallProd", "--services=proxy-server", "--edge")).ShouldContain(
            "edge-proxy-server installed, revision 1"
        );
        Checkout.Changes().ShouldBeEmpty();
    }
}
