using Deploy.Testing;

namespace Deploy.Integration.Flows;

/// <summary>The three flows of the README, by the real Helm on the embedded platform.</summary>
public sealed class FlowTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_install_to_prod_once(int helm)
    {
        await RequireAsync(helm);

        var first = await _checkout.DeployAsync(
            "--target=InstallProd",
            "--services=infosite",
            "--yes",
            $"--helm-version={helm}"
        );
        first.ExitCode.ShouldBe(0, first.ToString());
        first.Output.ShouldContain("infosite 1.4.2 published");
        first.Output.ShouldContain("prod-infosite installed, revision 1");
        first.Output.ShouldContain("prod-infosite: Helm tests not run, only simulated");

        var second = await _checkout.DeployAsync(
            "--target=InstallProd",
            "--services=infosite",
            "--yes",
            $"--helm-version={helm}"
        );
        second.ExitCode.ShouldBe(0, second.ToString());
        second.Output.ShouldContain("infosite 1.4.2 was published before");
        second.Output.ShouldContain("prod-infosite is revision 1 already, nothing to do");
        _checkout.Changes().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_install_a_dirty_tree_to_dev_and_always_roll(int helm)
    {
        await RequireAsync(helm);
        var first = await _checkout.DeployAsync(
            "--target=InstallDev",
            "--services=infosite,users/api",
            $"--helm-version={helm}"
        );
        first.ExitCode.ShouldBe(0, first.ToString());
        first.Output.ShouldContain("ada-infosite installed, revision 1");
        first.Output.ShouldContain("ada-users-api installed, revision 1");

        await File.AppendAllTextAsync(
            Path.Combine(_checkout.Root, "services/infosite/app.py"),
            "\n# changed\n",
            TestContext.Current.CancellationToken
        );
        var second = await _checkout.DeployAsync(
            "--target=InstallDev",
            "--services=infosite",
            $"--helm-version={helm}"
        );

        second.ExitCode.ShouldBe(0, second.ToString());
        second.Output.ShouldContain("ada-infosite upgraded, revision 1 → 2");
        _checkout.Changes().Trim().ShouldBe("M services/infosite/app.py");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_build_to_staging_and_change_nothing_but_tags(int helm)
    {
        await RequireAsync(helm);
        var outcome = await _checkout.DeployAsync(
            "--target=BuildAndInstallProd",
            "--services=%staging",
            $"--helm-version={helm}"
        );

        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        outcome.Output.ShouldContain("staging-webhooks: Helm tests passed");
        var commit = _checkout.Git("rev-parse", "--short=12", "HEAD").Trim();
        var changed = _checkout
            .Git("diff", "--unified=0")
            .Split('\n')
            .Where(line => line.StartsWith('+') && !line.StartsWith("+++", StringComparison.Ordinal))
            .ToList();
        changed.Count.ShouldBe(9);
        changed.ShouldAllBe(line => line.Contains(commit));
        _checkout
            .Git("diff", "--numstat")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldAllBe(line => line.EndsWith("/values.yaml"));

        _checkout.Merge("Update %staging in prod/staging");
        var prod = await _checkout.DeployAsync(
            "--target=InstallProd",
            "--services=infosite",
            "--yes",
            "--strict",
            $"--helm-version={helm}"
        );
        prod.ExitCode.ShouldBe(0, prod.ToString());
        prod.Output.ShouldNotContain("was never built on this machine");
    }

    [Fact]
    public async Task Should_install_to_edge_without_touching_a_file()
    {
        await RequireAsync(4);
        var outcome = await _checkout.DeployAsync("--target=BuildAndInstallProd", "--services=proxy-server", "--edge");

        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        outcome.Output.ShouldContain("edge-proxy-server installed, revision 1");
        _checkout.Changes().ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_refuse_edge_where_there_is_none()
    {
        var outcome = await _checkout.DeployAsync("--target=BuildAndInstallProd", "--services=infosite", "--edge");

        outcome.ExitCode.ShouldBe(2);
        outcome.Error.ShouldContain("edge exists only on remoting; infosite lives on prod");
        Directory.Exists(Path.Combine(_checkout.Root, ".sandbox")).ShouldBeFalse();
    }

    [Fact]
    public async Task Should_refuse_a_dirty_tree_where_guards_count()
    {
        await File.AppendAllTextAsync(
            Path.Combine(_checkout.Root, "services/infosite/app.py"),
            "\n# changed\n",
            TestContext.Current.CancellationToken
        );

        var outcome = await _checkout.DeployAsync("--target=InstallProd", "--services=infosite", "--yes", "--strict");

        outcome.ExitCode.ShouldBe(3, outcome.ToString());
        outcome.Error.ShouldContain("services/infosite/app.py");
        Directory.Exists(Path.Combine(_checkout.Root, ".sandbox", "charts")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("--dry-run")]
    [InlineData("--target=InstallDev --services=infosite --dryrun=yes")]
    [InlineData("--target=InstallDev --services=infosite --dryrun --dryrun=false")]
    [InlineData("--target=InstallDev --services=infosite --version=1.2.3")]
    [InlineData("--target=InstalProd")]
    [InlineData("--target=InstallProd --services=infosit")]
    [InlineData("--target=InstallProd --services=infosite --env=pord")]
    public async Task Should_refuse_what_is_wrong_before_anything_happens(string arguments)
    {
        var outcome = await _checkout.DeployAsync(arguments.Split(' '));

        outcome.ExitCode.ShouldBe(2, outcome.ToString());
        outcome.Output.ShouldBeEmpty();
        Directory.Exists(Path.Combine(_checkout.Root, ".deploy")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("--target=InstallDev", "--services=infosite")]
    [InlineData("--target=Services", "--services=infosite")]
    public async Task Should_keep_standard_output_for_json_however_much_is_logged(params string[] arguments)
    {
        await RequireAsync(4);
        var outcome = await _checkout.DeployAsync([.. arguments, "--output=json", "--verbosity=diagnostic"]);

        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        outcome.Error.ShouldNotBeEmpty();
        foreach (var text in arguments[0] == "--target=Services" ? [outcome.Output] : outcome.Output.Trim().Split('\n'))
        {
            using var document = System.Text.Json.JsonDocument.Parse(text);
        }
    }

    [Fact]
    public async Task Should_plan_without_building_or_installing()
    {
        var outcome = await _checkout.DeployAsync("--target=BuildAndInstallProd", "--services=infosite", "--plan");

        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        outcome.Output.ShouldContain(
            "charts/services/infosite/infosite/values.yaml: gunicorn_image_rev.us-east-1: prod-2026-11-02.09-14-55-0f3c2a9d7b1e → prod-"
        );
        outcome.Output.ShouldContain("staging-infosite in staging");
        _checkout.Changes().ShouldBeEmpty();
        Directory.Exists(Path.Combine(_checkout.Root, ".deploy", "runs")).ShouldBeFalse();
        Directory.Exists(Path.Combine(_checkout.Root, ".sandbox", "charts")).ShouldBeFalse();
    }

    private static async Task RequireAsync(int major)
    {
        if ((await RealTools.HelmAsync(major)).Missing is { } missing)
        {
            Assert.Skip(missing);
        }
    }
}
