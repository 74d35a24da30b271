using Deploy.Testing;

namespace Deploy.Integration.Operate;

/// <summary>Namespaces, rollbacks and removals, by the real Helm on the embedded platform.</summary>
public sealed class OperateTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public async Task Should_make_a_namespace_once_with_its_label()
    {
        var planned = await RunAsync("--target=CreateNamespace", "--plan");
        planned.Output.ShouldContain("namespace ada would be made on dev-e1-1, labelled ns_type=engineer");

        var first = await RunAsync("--target=CreateNamespace");
        first.Output.ShouldContain("namespace ada is on dev-e1-1 now, labelled ns_type=engineer");

        var second = await RunAsync("--target=CreateNamespace");
        second.Output.ShouldContain("namespace ada is on dev-e1-1 already");
    }

    [Fact]
    public async Task Should_not_label_a_namespace_that_is_somebody_elses()
    {
        var outcome = await _checkout.DeployAsync("--target=CreateNamespace", "--namespace=default");

        outcome.ExitCode.ShouldBe(3, outcome.ToString());
        outcome.Error.ShouldContain("Namespace default is on dev-e1-1 already, and is not labelled ns_type=engineer");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_roll_two_services_back_in_one_run(int helm)
    {
        await RequireAsync(helm);
        await InstallAsync("infosite,users/api", helm);
        Retag("infosite/infosite");
        Retag("users/api/users-api");
        await InstallAsync("infosite,users/api", helm);

        var planned = await RunAsync(
            "--target=Rollback",
            "--env=prod",
            "--services=infosite,users/api",
            "--plan",
            $"--helm-version={helm}"
        );
        planned.Output.ShouldContain("from revision 2: infosite 1.4.2, deployed");
        planned.Output.ShouldContain("to revision   1: infosite 1.4.2, superseded");
        planned.Output.ShouldContain("bad-tag");
        Directory.GetDirectories(Path.Combine(_checkout.Root, ".deploy", "runs")).Length.ShouldBe(2);

        var done = await RunAsync(
            "--target=Rollback",
            "--env=prod",
            "--services=infosite,users/api",
            "--yes",
            $"--helm-version={helm}"
        );
        done.Output.ShouldContain("prod-infosite rolled back, revision 2 → 3, which is 1 again");
        done.Output.ShouldContain("prod-users-api rolled back, revision 2 → 3, which is 1 again");
        done.Output.ShouldContain("prod-infosite: Helm tests not run, only simulated");
        done.Output.ShouldContain("./build.sh --target=Revert --services=infosite,users/api");

        var again = await _checkout.DeployAsync(
            "--target=Rollback",
            "--env=prod",
            "--services=infosite",
            $"--helm-version={helm}"
        );
        again.ExitCode.ShouldBe(3, again.ToString());
        again.Error.ShouldContain("it is a copy of revision 1 already");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_remove_a_release_and_only_that(int helm)
    {
        await RequireAsync(helm);
        await InstallAsync("infosite,users/api", helm);

        var planned = await RunAsync("--target=Delete", "--env=prod", "--services=infosite", "--plan");
        planned.Output.ShouldContain(
            "prod-infosite (infosite 1.4.2, revision 1) would be removed from prod on prod-e1-1, with its history"
        );

        var done = await RunAsync(
            "--target=Delete",
            "--env=prod",
            "--services=infosite",
            "--yes",
            $"--helm-version={helm}"
        );
        done.Output.ShouldContain("prod-infosite removed from prod");

        var again = await RunAsync("--target=Delete", "--env=prod", "--services=infosite,users/api", "--plan");
        again.Output.ShouldContain("there is no release prod-infosite in prod on prod-e1-1");
        again.Output.ShouldContain("prod-users-api (users-api");
    }

    [Fact]
    public async Task Should_clean_staging_of_what_does_not_stay_there()
    {
        await RequireAsync(4);
        var install = await _checkout.DeployAsync(
            "--target=InstallProd",
            "--env=staging",
            "--services=infosite,users/api"
        );
        install.ExitCode.ShouldBe(0, install.ToString());

        var outcome = await RunAsync("--target=CleanupStaging");

        outcome.Output.ShouldContain("staging-infosite removed from staging");
        outcome.Output.ShouldContain("there is no release staging-webhooks in staging");
        outcome.Output.ShouldNotContain("users-api");
    }

    [Theory]
    [InlineData("--target=CleanupStaging --env=prod", 2, "CleanupStaging is about staging, not prod")]
    [InlineData("--target=CleanupStaging --services=users/api", 3, "users/api stays in staging")]
    [InlineData("--target=Delete --services=infosite", 2, "add --env with one of dev, edge, prod, staging")]
    [InlineData("--target=Rollback --env=prod", 2, "No service is named")]
    public async Task Should_refuse_what_may_be_a_slip(string arguments, int exitCode, string message)
    {
        var outcome = await _checkout.DeployAsync(arguments.Split(' '));

        outcome.ExitCode.ShouldBe(exitCode, outcome.ToString());
        outcome.Error.ShouldContain(message);
    }

    private async Task<Outcome> RunAsync(params string[] arguments)
    {
        var outcome = await _checkout.DeployAsync(arguments);
        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        return outcome;
    }

    private Task<Outcome> InstallAsync(string services, int helm) =>
        RunAsync("--target=InstallProd", $"--services={services}", "--yes", $"--helm-version={helm}");

    private void Retag(string chart)
    {
        var file = Path.Combine(_checkout.Root, "charts/services", chart, "values.yaml");
        File.WriteAllText(file, File.ReadAllText(file).Replace("prod-2026", "bad-tag-2026"));
    }

    private static async Task RequireAsync(int major)
    {
        if ((await RealTools.HelmAsync(major)).Missing is { } missing)
        {
            Assert.Skip(missing);
        }
    }
}
