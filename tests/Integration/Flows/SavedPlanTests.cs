using Deploy.Testing;

namespace Deploy.Integration.Flows;

/// <summary><c>--save-plan</c> and <c>--use-plan</c>, on the embedded platform.</summary>
public sealed class SavedPlanTests : IDisposable
{
    private const string File = ".deploy/plan.json";
    private const string Chart = "charts/services/infosite/infosite";

    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_run_the_plan_once_and_refuse_it_when_it_has_run(int helm)
    {
        await RequireHelmAsync(helm);
        var saved = await SaveAsync("--target=InstallProd", "--services=infosite", $"--helm-version={helm}");
        saved.Output.ShouldContain($"Saved in {File}: --use-plan={File} runs it");
        Directory.Exists(Path.Combine(_checkout.Root, ".deploy", "runs")).ShouldBeFalse();

        var first = await UseAsync();
        first.ExitCode.ShouldBe(0, first.ToString());
        first.Output.ShouldContain($"the plan of ada, ");
        first.Output.ShouldContain("prod-infosite installed, revision 1");

        var runs = Runs();
        var again = await UseAsync();
        again.ExitCode.ShouldBe(3, again.ToString());
        again.Error.ShouldContain("since it was made, 2 things have changed");
        again.Error.ShouldContain("published infosite 1.4.2: not there → sha256:");
        again.Error.ShouldContain("release prod-infosite in prod: not there → revision 1, deployed");
        again.Error.ShouldContain(
            $"→ look at the new plan: ./build.sh --services=infosite --helm-version={helm} --target=InstallProd --save-plan={File}"
        );
        Runs().ShouldBe(runs);
    }

    [Theory]
    [InlineData("charts/services.yaml", "catalog charts/services.yaml: sha256:")]
    [InlineData($"{Chart}/values.yaml", $"values {Chart}/values.yaml: sha256:")]
    [InlineData($"{Chart}/templates/deployment.yaml", $"chart {Chart}: sha256:")]
    public async Task Should_refuse_it_when_a_file_has_changed(string file, string change)
    {
        await SaveAsync("--target=InstallProd", "--services=infosite");
        await System.IO.File.AppendAllTextAsync(Path.Combine(_checkout.Root, file), "\n# changed\n", Cancel);

        await ShouldBeRefusedAsync(change);
    }

    [Fact]
    public async Task Should_refuse_it_when_the_commit_and_what_is_in_the_plan_have_changed()
    {
        await SaveAsync("--target=BuildAndInstallProd", "--services=infosite");
        _checkout.Git("commit", "--quiet", "--allow-empty", "--message=Next");

        var refused = await ShouldBeRefusedAsync("commit: ");
        refused.Error.ShouldContain("services.infosite.images.gunicorn.reference: ");
        refused.Error.ShouldNotContain("values_diff");
    }

    [Fact]
    public async Task Should_refuse_it_when_arguments_make_another_plan_of_it()
    {
        await SaveAsync("--target=InstallProd", "--services=infosite", "--skip-tests");

        await ShouldBeRefusedAsync("environment: prod → staging", "--env=staging");
        await ShouldBeRefusedAsync("services.infosite.releases.prod-infosite.timeout: 4m30s → 9m", "--timeout=9m");
        await ShouldBeRefusedAsync("--skip-tests: yes → no", "--skip-tests=false");
    }

    [Fact]
    public async Task Should_show_the_plan_again_as_long_as_it_holds()
    {
        await SaveAsync("--target=InstallProd", "--services=infosite");

        var shown = await _checkout.DeployAsync($"--use-plan={File}", "--plan");

        shown.ExitCode.ShouldBe(0, shown.ToString());
        shown.Output.ShouldStartWith("Plan for InstallProd to prod on prod-e1-1");
    }

    [Fact]
    public async Task Should_print_the_plan_alone_where_json_was_asked_for()
    {
        var saved = await SaveAsync("--target=InstallProd", "--services=infosite", "--output=json");

        using var plan = System.Text.Json.JsonDocument.Parse(saved.Output);
        plan.RootElement.GetProperty("target").GetString().ShouldBe("InstallProd");
    }

    [Fact]
    public async Task Should_take_nothing_but_a_plan()
    {
        await System.IO.File.WriteAllTextAsync(Path.Combine(_checkout.Root, "x.json"), "{\n  \"a\": 1,\n}", Cancel);

        var broken = await _checkout.DeployAsync("--use-plan=x.json", "--yes");
        broken.ExitCode.ShouldBe(2);
        broken.Error.ShouldContain("x.json:3:1: The saved plan is broken");

        var missing = await _checkout.DeployAsync("--use-plan=y.json");
        missing.ExitCode.ShouldBe(2);
        missing.Error.ShouldContain("there is no file 'y.json'");
        Directory.Exists(Path.Combine(_checkout.Root, ".sandbox")).ShouldBeFalse();
    }

    private async Task<Outcome> SaveAsync(params string[] arguments)
    {
        var outcome = await _checkout.DeployAsync([.. arguments, $"--save-plan={File}"]);
        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        return outcome;
    }

    private Task<Outcome> UseAsync(params string[] more) =>
        _checkout.DeployAsync([$"--use-plan={File}", "--yes", .. more]);

    private async Task<Outcome> ShouldBeRefusedAsync(string change, params string[] more)
    {
        var refused = await UseAsync(more);
        refused.ExitCode.ShouldBe(3, refused.ToString());
        refused.Error.ShouldContain($"{File} does not hold any more, and nothing was done");
        refused.Error.ShouldContain($"  {change}");
        Runs().ShouldBe(0);
        Directory.Exists(Path.Combine(_checkout.Root, ".sandbox", "charts")).ShouldBeFalse();
        return refused;
    }

    private int Runs() =>
        Directory.Exists(Path.Combine(_checkout.Root, ".deploy", "runs"))
            ? Directory.GetDirectories(Path.Combine(_checkout.Root, ".deploy", "runs")).Length
            : 0;

    private static async Task RequireHelmAsync(int major)
    {
        if ((await RealTools.HelmAsync(major)).Missing is { } missing)
        {
            Assert.Skip(missing);
        }
    }
}
