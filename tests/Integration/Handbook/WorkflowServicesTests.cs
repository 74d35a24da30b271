namespace Deploy.Integration.Handbook;

/// <summary>"Workflow services should not be deployed to the prod namespace."</summary>
public sealed class WorkflowServicesTests : HandbookTest
{
    [Fact]
    public async Task Should_never_go_to_prod()
    {
        (await RefusedAsync(3, "--target=InstallProd", "--services=users/workflow", "--yes")).ShouldContain(
            "users/workflow is a workflow service, and those never go to prod"
        );
        (await RunAsync("--target=InstallProd", "--services=%dev", "--plan")).ShouldContain(
            "left out   users/workflow (workflow services never go to prod)"
        );
    }

    [Fact]
    public async Task Should_go_to_staging() =>
        (await RunAsync("--target=InstallProd", "--env=staging", "--services=users/workflow")).ShouldContain(
            "staging-users-workflow installed, revision 1"
        );
}
