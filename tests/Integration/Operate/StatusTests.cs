using System.Text.Json;
using Deploy.Testing;

namespace Deploy.Integration.Operate;

/// <summary>What Status and History say, on the embedded platform.</summary>
public sealed class StatusTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_tell_what_runs_and_where_git_has_something_else(int helm)
    {
        await RequireAsync(helm);
        await RunAsync("--target=BuildAndInstallProd", "--services=infosite", $"--helm-version={helm}");
        var commit = _checkout.Git("rev-parse", "--short=12", "HEAD").Trim();

        var clean = await JsonAsync("--target=Status", "--env=staging", "--services=infosite");
        var release = clean[0];
        release.GetProperty("release").GetString().ShouldBe("staging-infosite");
        release.GetProperty("revision").GetInt32().ShouldBe(1);
        release.GetProperty("chart_version").GetString().ShouldBe("1.4.2");
        release.GetProperty("commit").GetString().ShouldBe(commit);
        release.GetProperty("deployed_by").GetString().ShouldBe("ada");
        release.GetProperty("tests").GetString().ShouldBe("passed");
        release.GetProperty("drift").GetArrayLength().ShouldBe(0, clean.ToString());
        var image = release.GetProperty("images")[0];
        image.GetProperty("tag").GetString()!.ShouldEndWith(commit);
        image.GetProperty("digest").GetString()!.ShouldStartWith("sha256:");

        _checkout.Git("checkout", "--quiet", "--", "charts");
        var text = await RunAsync("--target=Status", "--env=staging");
        text.Output.ShouldContain("staging-users-api");
        text.Output.ShouldContain("not installed");
        text.Output.ShouldContain("staging-infosite is not what was installed:");
        text.Output.ShouldContain(
            "git       charts/services/infosite/infosite/values.yaml has gunicorn_image_rev.us-east-1: prod-2026-11-02"
        );
        text.Output.ShouldContain("not looked at: proxy-server");
    }

    [Fact]
    public async Task Should_tell_what_ran_before_and_who_is_behind_a_rollback()
    {
        await RequireAsync(4);
        await RunAsync("--target=InstallProd", "--services=infosite", "--yes");
        var file = Path.Combine(_checkout.Root, "charts/services/infosite/infosite/values.yaml");
        await File.WriteAllTextAsync(
            file,
            (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("prod-2026", "bad-2026"),
            TestContext.Current.CancellationToken
        );
        await RunAsync("--target=InstallProd", "--services=infosite", "--yes");
        await RunAsync("--target=Rollback", "--env=prod", "--services=infosite", "--yes");

        var history = await JsonAsync("--target=History", "--namespace=prod", "--services=infosite");

        history.EnumerateArray().Select(entry => entry.GetProperty("revision").GetInt32()).ShouldBe([3, 2, 1]);
        history[0].GetProperty("rollback_of").GetInt32().ShouldBe(1);
        history[0].GetProperty("deployed_by").GetString().ShouldBe("ada");
        history[1].GetProperty("images")[0].GetProperty("tag").GetString()!.ShouldStartWith("bad-2026");
        history[2].GetProperty("status").GetString().ShouldBe("superseded");
        var text = await RunAsync("--target=History", "--env=prod", "--services=infosite");
        text.Output.ShouldContain("rollback to 1");
    }

    private async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        var outcome = await RunAsync([.. arguments, "--output=json"]);
        return JsonDocument.Parse(outcome.Output).RootElement.Clone();
    }

    private async Task<Outcome> RunAsync(params string[] arguments)
    {
        var outcome = await _checkout.DeployAsync(arguments);
        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        return outcome;
    }

    private static async Task RequireAsync(int major)
    {
        if ((await RealTools.HelmAsync(major)).Missing is { } missing)
        {
            Assert.Skip(missing);
        }
    }
}
