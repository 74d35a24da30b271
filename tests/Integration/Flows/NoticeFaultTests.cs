using Deploy.Testing;
using Deploy.Testing.Mail;

namespace Deploy.Integration.Flows;

/// <summary>Row 39 of the faults: whoever should be told cannot be.</summary>
public sealed class NoticeFaultTests : IDisposable
{
    private static readonly string[] _run =
    [
        "--catalog=charts/services.yaml",
        "--catalog=notify.yaml",
        "--target=InstallProd",
        "--env=staging",
        "--services=infosite",
    ];

    private readonly Checkout _checkout = new();

    public NoticeFaultTests() =>
        File.WriteAllText(
            Path.Combine(_checkout.Root, "notify.yaml"),
            """
            notifications:
              ops: {url_env: OPS_HOOK}
              team: {url_env: TEAM_URL, format: email, from: deploys@example.com, to: [team@example.com], on: [success]}
            regions: {us-east-1: {clusters: {prod: {notify: [team]}}}}
            environments:
              staging: {notify: [ops]}
            """
        );

    public void Dispose() => _checkout.Dispose();

    [Theory]
    [InlineData(500, "it answered 500")]
    [InlineData(0, "no answer within 5 s")]
    [InlineData(-1, "it cannot be reached (ConnectionError)")]
    public async Task Fault_39_should_deploy_although_the_endpoint_fails(int status, string problem)
    {
        await RequireHelmAsync();
        await using var webhook = new Webhook(Math.Max(0, status));
        var url = webhook.Url;
        if (status < 0)
        {
            await webhook.DisposeAsync();
        }

        _checkout.Environment["OPS_HOOK"] = url;
        _checkout.Environment["TEAM_URL"] = "";
        var outcome = await _checkout.DeployAsync(_run);

        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        outcome.Output.ShouldContain("staging-infosite installed, revision 1");
        outcome.Output.ShouldContain($"warning: the notice to ops was not delivered: {problem}");
        await ShouldBeHiddenAsync(outcome);
    }

    [Theory]
    [InlineData("235 welcome")]
    [InlineData("535 no ada with canary-0123456789 here")]
    public async Task Fault_39_Should_deploy_whatever_the_mail_server_says(string login)
    {
        await RequireHelmAsync();
        await using var webhook = new Webhook(200);
        await using var server = new SmtpServer();
        server.Answers["AUTH"] = login;

        _checkout.Environment["OPS_HOOK"] = webhook.Url;
        _checkout.Environment["TEAM_URL"] = $"smtp://ada:canary-0123456789@127.0.0.1:{server.Port}";
        var outcome = await _checkout.DeployAsync([.. _run, "--verbosity=diagnostic"]);

        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        server.Messages.Count.ShouldBe(login.StartsWith("235") ? 1 : 0);
        if (login.StartsWith("235"))
        {
            outcome.Output.ShouldNotContain("was not delivered");
        }
        else
        {
            outcome.Output.ShouldContain(
                "warning: the notice to team was not delivered: the mail server refuses the user"
            );
        }

        await ShouldBeHiddenAsync(outcome);
    }

    [Fact]
    public async Task Fault_39_should_tell_beginning_and_end_but_not_of_a_plan()
    {
        await RequireHelmAsync();
        await using var webhook = new Webhook(200);
        _checkout.Environment["OPS_HOOK"] = webhook.Url;

        (await _checkout.DeployAsync([.. _run, "--plan"])).ExitCode.ShouldBe(0);
        webhook.Bodies.ShouldBeEmpty();

        (await _checkout.DeployAsync([.. _run, "--silent"])).ExitCode.ShouldBe(0);
        webhook.Bodies.ShouldBeEmpty();

        (await _checkout.DeployAsync(_run)).ExitCode.ShouldBe(0);
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

    private async Task ShouldBeHiddenAsync(Outcome outcome)
    {
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
}
