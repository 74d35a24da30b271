using System.Text.Json;

namespace Deploy.Integration.Operate;

/// <summary>Looking after a service on the real cluster, where its pods serve pages.</summary>
[Trait("Category", "Cluster")]
public sealed class RealOperateTests
{
    private const string OldTitle = "<title>Toolchain</title>";
    private const string NewTitle = "<title>Toolchain, new</title>";

    public static TheoryData<int> Majors => [3, 4];

    [Fact]
    public async Task PortForward_should_serve_a_page_through_a_restart_of_its_pod()
    {
        await using var deploy = await RealDeploy.InstalledAsync(4);
        using var http = new HttpClient { BaseAddress = new($"http://localhost:{deploy.Port}") };
        using var forward = deploy.Start("PortForward", "--services=infosite");
        await Patience.UntilAsync(
            "the port is open",
            () => forward.Output.Contains($"infosite is on http://localhost:{deploy.Port}")
        );
        (await http.GetStringAsync("/", TestContext.Current.CancellationToken)).ShouldContain(OldTitle);

        await deploy.KubectlAsync("delete", "pod", "--all");

        await Patience.UntilAsync("the page is back", () => IsServedAsync(http));
        await Patience.UntilAsync("that is said", () => forward.Output.Contains("infosite is back on"));
        forward.Output.ShouldContain("infosite went away");
        await forward.InterruptAsync();
        var outcome = await forward.EndAsync();
        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        outcome.Output.ShouldContain("no longer forwarded");
    }

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Rollback_should_bring_back_the_old_page(int major)
    {
        await using var deploy = await RealDeploy.InstalledAsync(major);
        deploy.EditPage(OldTitle, NewTitle);
        await deploy.InstallAsync();
        (await deploy.PageAsync()).ShouldContain(NewTitle);

        var outcome = await deploy.RunAsync("Rollback", "--services=infosite", "--yes");

        outcome.Output.ShouldContain("infosite rolled back, revision 2 → 3, which is 1 again");
        (await deploy.PageAsync()).ShouldContain(OldTitle);
    }

    [Theory]
    [MemberData(nameof(Majors))]
    public async Task Status_should_tell_what_somebody_edited(int major)
    {
        await using var deploy = await RealDeploy.InstalledAsync(major);
        (await DriftAsync(deploy)).ShouldBeEmpty();

        await deploy.EditAsync("deployment/infosite", "sed -i 's/memory: 256Mi/memory: 300Mi/'");

        var drift = (await DriftAsync(deploy)).ShouldHaveSingleItem();
        drift.ShouldContain("Deployment/infosite");
        drift.ShouldContain("300Mi");
        drift.ShouldContain("256Mi");
    }

    // What differs in the cluster; a dev install differs from git on purpose.
    private static async Task<IReadOnlyList<string>> DriftAsync(RealDeploy deploy)
    {
        var outcome = await deploy.RunAsync("Status", "--services=infosite", "--output=json");
        using var status = JsonDocument.Parse(outcome.Output);
        return
        [
            .. status
                .RootElement[0]
                .GetProperty("drift")
                .EnumerateArray()
                .Where(drift => drift.GetProperty("where").GetString() == "cluster")
                .Select(drift => drift.GetProperty("what").GetString() ?? ""),
        ];
    }

    private static async Task<bool> IsServedAsync(HttpClient http)
    {
        try
        {
            return (await http.GetStringAsync("/", TestContext.Current.CancellationToken)).Contains(OldTitle);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
