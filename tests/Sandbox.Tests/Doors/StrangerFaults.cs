namespace Deploy.Sandbox.Tests.Doors;

/// <summary>The row of the fault catalog about everybody else on the machine.</summary>
public sealed class StrangerFaults : DoorFixture
{
    [Fact]
    public async Task Fault_41_another_user_gets_in_nowhere()
    {
        Assert.SkipWhen(AnotherUser.Missing is not null, AnotherUser.Missing ?? "");
        var before = Files();

        foreach (var (method, path) in Routes)
        {
            string[] ask = method == "HEAD" ? ["--head"] : ["-X", method];
            string[] body = method is "POST" or "PUT" or "PATCH" ? ["--json", ConfigMap] : [];
            var (_, status) = await AnotherUser.RunAsync([
                "/usr/bin/curl",
                "-s",
                "-m",
                "20",
                "-o",
                "/dev/null",
                "-w",
                "%{http_code}",
                .. ask,
                .. body,
                At(path),
            ]);
            status.ShouldBe("401", $"{method} {path}");
        }

        Files().ShouldBe(before, ignoreOrder: true);
    }

    [Fact]
    public async Task Fault_41_another_user_cannot_read_what_lets_in()
    {
        Assert.SkipWhen(AnotherUser.Missing is not null, AnotherUser.Missing ?? "");

        foreach (var file in Directory.EnumerateFiles(State).Append(State))
        {
            var (exitCode, output) = await AnotherUser.RunAsync("/bin/cat", file);
            exitCode.ShouldNotBe(0, file);
            output.ShouldEndWith("Permission denied\n");
        }

        // That they can read at all what is not closed to them.
        (await AnotherUser.RunAsync("/bin/ls", Path.GetDirectoryName(State)!)).Output.ShouldBe("state\n");
    }

    [Theory]
    [InlineData("a\"\n  user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: /bin/sh}}\n- name: \"b")]
    [InlineData("../../x")]
    public async Task Fault_41_an_alias_that_is_no_name_is_refused_and_nothing_is_written(string alias)
    {
        var before = Files();
        var path = $"/sandbox/join?clusters={Cluster},{Uri.EscapeDataString(alias)}";

        ((int)await AskAsync("GET", path)).ShouldBe(401);
        ((int)await AskAsync("GET", path, Token)).ShouldBe(400);

        Files().ShouldBe(before, ignoreOrder: true);
    }

    [Fact]
    public async Task Fault_41_a_web_page_gets_in_nowhere()
    {
        var before = Files();

        foreach (var (method, path) in Routes)
        {
            ((int)await AskAsync(method, path, ("Origin", "https://attacker.example.com"))).ShouldBe(
                403,
                $"{method} {path}"
            );
        }

        Files().ShouldBe(before, ignoreOrder: true);
    }

    private string At(string path) => new Uri(Server.Address, path).ToString();
}
