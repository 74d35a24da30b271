using System.Runtime.Versioning;
using Deploy.Testing;

namespace Deploy.Integration.Flows;

/// <summary>From sources to merged tags, on the embedded platform where guards count.</summary>
public sealed class SourceFlowTests : IDisposable
{
    private const string Values = "charts/services/infosite/infosite/values.yaml";
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    private Task<Outcome> UpdateAsync(params string[] more) =>
        _checkout.DeployAsync([
            "--target=BuildAndInstallProd",
            "--services=infosite",
            "--strict",
            "--helm-version=4",
            .. more,
        ]);

    private string ReadValues() => File.ReadAllText(Path.Combine(_checkout.Root, Values));

    private static async Task RequireHelmAsync()
    {
        if ((await RealTools.HelmAsync(4)).Missing is { } missing)
        {
            Assert.Skip(missing);
        }
    }

    [Fact]
    public async Task Should_show_the_diff_of_a_values_file_in_the_plan()
    {
        var outcome = await UpdateAsync("--plan");

        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        outcome.Output.ShouldContain($"    --- a/{Values}");
        outcome.Output.ShouldContain("-  us-east-1: prod-2026-11-02.09-14-55-0f3c2a9d7b1e");
        _checkout.Changes().ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_finish_what_an_earlier_run_began_and_refuse_what_somebody_else_did()
    {
        await RequireHelmAsync();
        (await UpdateAsync()).ExitCode.ShouldBe(0);

        var again = await UpdateAsync();
        again.ExitCode.ShouldBe(0, again.ToString());
        again.Output.ShouldContain($"an earlier run has written this commit's tags already: {Values}");
        again.Output.ShouldContain("is in the registry already");
        again.Output.ShouldContain("staging-infosite is revision 1 already, nothing to do");

        await File.AppendAllTextAsync(Path.Combine(_checkout.Root, Values), "# mine\n");
        var refused = await UpdateAsync();
        refused.ExitCode.ShouldBe(3, refused.ToString());
        refused.Error.ShouldContain($"changed: {Values}");
    }

    [Fact]
    public async Task Should_commit_the_new_tags_on_a_branch_and_leave_the_checkout_alone()
    {
        await RequireHelmAsync();
        var outcome = await UpdateAsync();
        outcome.Output.ShouldContain("./build.sh --target=Commit --services=infosite --env=staging");
        var commit = _checkout.Git("rev-parse", "--short=12", "HEAD").Trim();

        var committed = await _checkout.DeployAsync("--target=Commit", "--services=infosite");

        committed.ExitCode.ShouldBe(0, committed.ToString());
        var branch = $"deploy/infosite-{commit}";
        committed.Output.ShouldContain($"next: git push origin {branch}");
        _checkout.Git("log", "-1", "--format=%s", branch).Trim().ShouldBe("Update infosite in prod/staging");
        _checkout.Git("diff", "--name-only", "HEAD", branch).Trim().ShouldBe(Values);
        _checkout.Git("show", $"{branch}:{Values}").ShouldBe(ReadValues());
        _checkout.Changes().Trim().ShouldBe($"M {Values}");

        var twice = await _checkout.DeployAsync("--target=Commit", "--services=infosite");
        twice.ExitCode.ShouldBe(3, twice.ToString());
    }

    [Fact]
    public async Task Should_go_back_to_a_tag_without_building_it_again()
    {
        await RequireHelmAsync();
        (await UpdateAsync()).ExitCode.ShouldBe(0);
        var tag = _checkout
            .Git("diff", "--unified=0")
            .Split('\n')
            .Single(line => line.StartsWith('+') && line.Contains("us-east-1:"))
            .Split(": ")[1]
            .Split(' ')[0];
        _checkout.Merge("Update infosite");

        var back = await UpdateAsync($"--tag={tag}");
        back.ExitCode.ShouldBe(0, back.ToString());
        back.Output.ShouldNotContain(" built");
        back.Output.ShouldNotContain(" pushed");
        back.Output.ShouldContain($"gunicorn_image_rev.us-east-1 is {tag} already");
        _checkout.Changes().ShouldBeEmpty();

        var before = ReadValues();
        var missing = await UpdateAsync("--tag=prod-2020-01-01.00-00-00-000000000000");
        missing.ExitCode.ShouldBe(3, missing.ToString());
        missing.Error.ShouldContain("not in the registry: ");
        ReadValues().ShouldBe(before);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Fault_36_should_push_and_write_nothing_when_a_commit_is_made_during_the_build()
    {
        using var tools = new TemporaryFolder();
        var docker = tools.Write(
            "docker",
            """
            #!/bin/sh
            [ "$1" = buildx ] && exit 1
            for word; do case $word in --iidfile=*) printf 'sha256:%064d' 7 > "${word#*=}" ;; esac; done
            git -c user.name=Bob -c user.email=bob@example.com commit --quiet --allow-empty --message=Meanwhile
            """
        );
        File.SetUnixFileMode(docker, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var catalog = tools.Write(
            "catalog.yaml",
            $$"""
            container_command: {{docker}}
            service_types: { gunicorn: { images: { gunicorn: { builder: docker, base: scratch } } } }
            """
        );
        var before = ReadValues();

        var outcome = await UpdateAsync("--catalog=charts/services.yaml", $"--catalog={catalog}");

        outcome.ExitCode.ShouldBe(3, outcome.ToString());
        outcome.Error.ShouldContain("is checked out now, but this run was planned for");
        outcome.Output.ShouldNotContain("pushed");
        ReadValues().ShouldBe(before);
        Directory
            .Exists(Path.Combine(_checkout.Root, ".sandbox", "registry", "repositories", "infosite"))
            .ShouldBeFalse();
    }
}
