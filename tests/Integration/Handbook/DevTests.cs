namespace Deploy.Integration.Handbook;

/// <summary>"Deploying a release directly from source" and "Connecting to your dev service".</summary>
public sealed class DevTests : HandbookTest
{
    [Fact]
    public async Task Should_build_and_install_a_group_into_ones_own_namespace()
    {
        Edit("services/infosite/app.py", "\n", "\n\n");

        var output = await RunAsync("--target=InstallDev", "--services=%dev,!%remoting,!users/workflow,!buildsense");

        output.ShouldContain("ada-infosite installed, revision 1");
        output.ShouldContain("ada-users-api installed, revision 1");
        (await RunAsync("--target=Status", "--env=dev", "--services=infosite")).ShouldContain("ada-infosite");
    }

    [Fact]
    public async Task Should_print_the_address_to_open() =>
        (await RunAsync("--target=PortForward", "--services=infosite,users/api", "--plan")).ShouldContain(
            "http://localhost:9000 would lead to infosite in ada"
        );
}
