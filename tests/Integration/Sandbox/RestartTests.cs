using Deploy.Integration.Demo;

namespace Deploy.Integration.Sandbox;

/// <summary>The platform outlives the processes that serve it, however they end.</summary>
public sealed class RestartTests : IAsyncDisposable
{
    private const string Release = "prod-web";

    private readonly Platform _platform = Platform.InFolder();

    public ValueTask DisposeAsync() => _platform.DisposeAsync();

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_go_on_where_a_killed_process_left_off(int major)
    {
        string address;
        using (var killed = await HostProcess.StartAsync(_platform))
        {
            address = killed.Address;
            (await UpgradeAsync(major)).ShouldHaveSucceeded();
            await killed.KillAsync();
        }

        using var next = await HostProcess.StartAsync(_platform);

        next.IsOwner.ShouldBeTrue();
        next.Address.ShouldBe(address);
        (await _platform.HelmAsync(major, "list", "-q")).ShouldHaveSucceeded().Output.Trim().ShouldBe(Release);
        (await _platform.KubectlAsync("get", "pods")).ShouldHaveSucceeded().Output.ShouldContain("1/1     Running");
        (await UpgradeAsync(major, "--set", "replicas=2")).ShouldHaveSucceeded();
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_know_an_upgrade_that_was_cut_short(int major)
    {
        using (var killed = await HostProcess.StartAsync(_platform))
        {
            (await UpgradeAsync(major)).ShouldHaveSucceeded();
            var stuck = UpgradeAsync(major, "--timeout", "6s", "--set-json", Stuck);
            (
                await _platform.KubectlAsync(
                    "wait",
                    "--for=jsonpath={.status.unavailableReplicas}=1",
                    "deployment/web",
                    "--timeout=30s"
                )
            ).ShouldHaveSucceeded();
            await killed.KillAsync();
            (await stuck).ExitCode.ShouldNotBe(0);
        }

        using var next = await HostProcess.StartAsync(_platform);

        (await StatusAsync(major)).ShouldContain("\"pending-upgrade\"");
        (
            await _platform.HelmAsync(major, "rollback", Release, "1", "--wait", "--timeout", "30s")
        ).ShouldHaveSucceeded();
        (await StatusAsync(major)).ShouldContain("\"deployed\"");
    }

    [Fact]
    public async Task Should_serve_a_second_process_until_it_is_done()
    {
        using var owner = await HostProcess.StartAsync(_platform);
        using var guest = await HostProcess.StartAsync(_platform);
        guest.IsOwner.ShouldBeFalse();
        guest.Address.ShouldBe(owner.Address);

        owner.Ask();
        (await _platform.KubectlAsync("get", "namespaces")).ShouldHaveSucceeded();
        owner.HasEnded.ShouldBeFalse();

        guest.Ask();
        await guest.EndAsync();
        await owner.EndAsync();
    }

    [Fact]
    public async Task Should_not_wait_for_a_guest_that_was_killed()
    {
        using var owner = await HostProcess.StartAsync(_platform);
        using var guest = await HostProcess.StartAsync(_platform);

        await guest.KillAsync();
        owner.Ask();

        await owner.EndAsync();
    }

    [Fact]
    public async Task Should_be_served_by_a_guest_whose_host_was_killed()
    {
        using var killed = await HostProcess.StartAsync(_platform);
        using var guest = await HostProcess.StartAsync(_platform);
        (await _platform.KubectlAsync("create", "namespace", "kept")).ShouldHaveSucceeded();
        var token = _platform.Token;

        await killed.KillAsync();
        await Patience.UntilAsync(
            "the guest serves",
            async () => (await _platform.KubectlAsync("get", "namespace", "kept")).ExitCode == 0
        );

        _platform.Token.ShouldBe(token);
        guest.Ask();
        await guest.EndAsync();
    }

    private const string Stuck = """pod={"sandbox.deploy/outcome":"never-ready"}""";

    private async Task<string> StatusAsync(int major) =>
        (await _platform.HelmAsync(major, "status", Release, "-o", "json")).ShouldHaveSucceeded().Output;

    private Task<Child> UpgradeAsync(int major, params string[] more) =>
        _platform.HelmAsync(
            major,
            [
                "upgrade",
                "--install",
                Release,
                WebChart.Write(_platform),
                "--create-namespace",
                "--wait",
                "--timeout",
                "30s",
                .. more,
            ]
        );
}
