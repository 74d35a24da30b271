namespace Deploy.Integration.Handbook;

/// <summary>"Failing end 2 end tests in staging": they do not stop a deploy, and can be run again by themselves.</summary>
public sealed class FailingEndToEndTests : HandbookTest
{
    [Fact]
    public async Task Should_deploy_although_tests_fail_and_run_them_again()
    {
        Edit(
            "charts/base/web/templates/_test.tpl",
            "    helm.sh/hook: test\n",
            "    helm.sh/hook: test\n    sandbox.deploy/outcome: fail\n"
        );

        var deployed = await RunAsync("--target=InstallDev", "--services=infosite");
        deployed.ShouldContain("ada-infosite installed, revision 1");
        deployed.ShouldContain("ada-infosite: Helm tests failed");

        var again = await RunAsync("--target=HelmTest", "--env=dev", "--services=infosite");
        again.ShouldContain("ada-infosite: Helm tests failed");
        (await RunAsync("--target=Status", "--env=dev", "--services=infosite", "--output=json")).ShouldContain(
            "\"tests\": \"failed\""
        );
    }
}
