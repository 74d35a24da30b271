using Deploy.Testing;

namespace Deploy.Integration.Flows;

/// <summary>Row 39 of the faults: whoever should be told cannot be.</summary>
public sealed class NoticeFaultTests : IDisposable
{
    private const string Run =
        "$DEPLOY --catalog=charts/services.yaml --catalog=notify.yaml --target=InstallProd --env=staging --services=infosite";

    private readonly Checkout _checkout = new();

    public NoticeFaultTests() =>
        File.WriteAllText(
            Path.Combine(_checkout.Root, "notify.yaml"),
            """
            notifications:
              ops: {url_env: OPS_HOOK}
            environments:
              staging: {notify: [ops]}
            """
        );

    public void Dispose() => _checkout.Dispose();

    [Theory]
    [InlineData(500, "it answered 500")]
    [InlineData(0, "no answer within 5 s")]
    [InlineData(-1, "it cannot be reached (ConnectionError)")]
    public async Task Fault_39_Should_deploy_although_the_endpoint_fails(int status, string problem)
    {
        await RequireHelmAsync();
        await using var webhook = new Webhook(Math.Max(0, status));
        var url = webhook.Url;
        if (status < 0)
        {
            await webhook.DisposeAsync();
        }

        var outcome = await _checkout.BashAsync(Run, ("OPS_HOOK", url));

        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        outcome.Output.ShouldContain("staging-infosite installed, revision 1");
        outcome.Output.ShouldContain($"warning: the notice to ops was not delivered: {problem}");
        foreach (
            var file in Directory.EnumerateFiles(
                Path.Combine(_checkout.Root, ".deploy", "runs"),
                "*",
                SearchOption.AllDirectories
            )
        )
        {
            (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldNotContain("canary");
        }

        outcome.ToString().ShouldNotContain("canary");
    }

    [Fact]
    public async Task Fault_39_Should_tell_beginning_and_end_but_not_of_a_plan()
    {
        await RequireHelmAsync();
        await using var webhook = new Webhook(200);

        (await _checkout.BashAsync($"{Run} --plan", ("OPS_HOOK", webhook.Url))).ExitCode.ShouldBe(0);
        webhook.Bodies.ShouldBeEmpty();

        (await _checkout.BashAsync($"{Run} --silent", ("OPS_HOOK", webhook.Url))).ExitCode.ShouldBe(0);
        webhook.Bodies.ShouldBeEmpty();

        (await _checkout.BashAsync(Run, ("OPS_HOOK", webhook.Url))).ExitCode.ShouldBe(0);
        webhook.Bodies.Count.ShouldBe(2);
        webhook.Bodies[0].ShouldContain(":arrow_forward: InstallProd of infosite to staging on prod-e1-1");
        webhook.Bodies[1].ShouldContain(":white_check_mark:");
    }

    [Fact]
    public async Task Should_refuse_to_be_silent_about_prod()
    {
        var outcome = await _checkout.DeployAsync("--target=InstallProd", "--services=infosite", "--yes", "--silent");

        outcome.ExitCode.ShouldBe(3, outcome.ToString());
        outcome.Error.ShouldContain("--silent is refused");
        Directory.Exists(Path.Combine(_checkout.Root, ".deploy")).ShouldBeFalse();
    }

    private static async Task RequireHelmAsync()
    {
        if ((await RealTools.HelmAsync(4)).Missing is { } missing)
        {
            Assert.Skip(missing);
        }
    }
}
