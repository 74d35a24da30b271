namespace Deploy.Integration.Handbook;

/// <summary>"Revert a production deploy", and the "Rollback a bad deploy" in front of it.</summary>
public sealed class RevertAProductionDeployTests : HandbookTest
{
    private const string Infosite = "charts/services/infosite/infosite/values.yaml";
    private const string Users = "charts/services/users/api/users-api/values.yaml";

    [Fact]
    public async Task Should_bring_the_previous_version_back_once_the_revert_is_merged()
    {
        await RunAsync("--target=InstallProd", "--services=infosite,users/api", "--yes");
        var (infosite, users) = (Read(Infosite), Read(Users));
        await RunAsync("--target=BuildAndInstallProd", "--services=infosite,users/api");
        Checkout.Merge("Update infosite, users/api in prod/staging");
        await RunAsync("--target=InstallProd", "--services=infosite,users/api", "--yes");
        var rollback = await RunAsync("--target=Rollback", "--env=prod", "--services=infosite,users/api", "--yes");
        rollback.ShouldContain("./build.sh --target=Revert --services=infosite,users/api");

        var planned = await RunAsync("--target=Revert", "--services=infosite,users/api", "--plan");
        planned.ShouldContain($"+++ b/{Infosite}");
        planned.ShouldContain("would say: Update infosite, users/api in prod/staging (revert)");
        Checkout.Git("branch", "--list", "revert/*").ShouldBeEmpty();

        var revert = await RunAsync("--target=Revert", "--services=infosite,users/api", "--reason=500s on login");
        var branch = Checkout.Git("branch", "--list", "--format=%(refname:short)", "revert/*").Trim();
        revert.ShouldContain($"git push origin {branch}");
        Checkout.Git("rev-parse", $"{branch}^").ShouldBe(Checkout.Git("rev-parse", "origin/main"));
        Checkout
            .Git("diff", "--name-only", "main", branch)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe([Infosite, Users]);
        var message = Checkout.Git("log", "-1", "--format=%B", branch);
        message.ShouldStartWith("Update infosite, users/api in prod/staging (revert)\n\n");
        message.ShouldContain("500s on login");
        Checkout.Changes().ShouldBeEmpty();

        MergePullRequest(branch);
        Read(Infosite).ShouldBe(infosite);
        Read(Users).ShouldBe(users);
        var installed = await RunAsync("--target=InstallProd", "--services=infosite,users/api", "--yes");
        installed.ShouldContain("exactly this ran in prod before, as revision 1");
        installed.ShouldContain("prod-infosite upgraded, revision 3 → 4");
    }

    [Fact]
    public async Task Should_keep_what_was_changed_elsewhere_in_the_file_since()
    {
        Edit(Infosite, "prod-2026-11-02", "prod-2026-11-09");
        Checkout.Merge("Update infosite in prod/staging");
        await File.AppendAllTextAsync(
            Path.Combine(Checkout.Root, Infosite),
            "\n# a later comment\n",
            TestContext.Current.CancellationToken
        );
        Checkout.Merge("Say more");

        await RunAsync("--target=Revert", "--services=infosite");

        MergePullRequest(Checkout.Git("branch", "--list", "--format=%(refname:short)", "revert/*").Trim());
        Read(Infosite).ShouldContain("prod-2026-11-02");
        Read(Infosite).ShouldEndWith("\n# a later comment\n");
    }

    [Fact]
    public async Task Should_refuse_what_was_changed_again_and_name_the_lines()
    {
        await File.AppendAllTextAsync(
            Path.Combine(Checkout.Root, Infosite),
            "\nextra: one\n",
            TestContext.Current.CancellationToken
        );
        Edit(Infosite, "prod-2026-11-02", "prod-2026-11-09");
        Checkout.Merge("Update infosite in prod/staging");
        Edit(Infosite, "extra: one", "extra: two");
        Checkout.Merge("Change it again");
        var line = Array.IndexOf(Read(Infosite).Split('\n'), "extra: two") + 1;

        var error = await RefusedAsync(3, "--target=Revert", "--services=infosite");

        error.ShouldContain($"{Infosite} has changed again since");
        error.ShouldContain($"line {line} (extra: two)");
        Checkout.Git("branch", "--list", "revert/*").ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_refuse_where_there_was_never_another_version() =>
        (await RefusedAsync(3, "--target=Revert", "--services=infosite")).ShouldContain(
            $"No commit changed the image tags of {Infosite}, so there is nothing to revert"
        );

    [Fact]
    public async Task Should_take_the_merge_of_a_pull_request_for_one_change()
    {
        var before = Read(Infosite);
        Checkout.Git("checkout", "--quiet", "-b", "update");
        Edit(Infosite, "prod-2026-11-02", "prod-2026-11-08");
        Checkout.Git("commit", "--quiet", "--all", "--message=One");
        Edit(Infosite, "prod-2026-11-08", "prod-2026-11-09");
        Checkout.Git("commit", "--quiet", "--all", "--message=Another");
        MergePullRequest("update");

        await RunAsync("--target=Revert", "--services=infosite");

        MergePullRequest(Checkout.Git("branch", "--list", "--format=%(refname:short)", "revert/*").Trim());
        Read(Infosite).ShouldBe(before);
    }
}
