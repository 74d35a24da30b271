namespace Deploy.Integration.Handbook;

/// <summary>"Deploy checklist", from 1 to 11: two commands and one merge.</summary>
public sealed class DeployChecklistTests : HandbookTest
{
    private int _commands;
    private int _merges;

    [Fact]
    public async Task Should_take_two_commands_and_one_merge()
    {
        // 1 to 5: what is merged is built, and goes to staging; the values files have the new tags.
        var staging = await CommandAsync("--target=BuildAndInstallProd", "--services=infosite,users/api", "--strict");
        staging.ShouldContain("staging-infosite: Helm tests passed");
        var commit = Checkout.Git("rev-parse", "--short=12", "HEAD").Trim();

        // 5 to 7: the pull request.
        Merge("Update infosite, users/api in prod/staging");

        // 8 to 11: prod gets exactly that, by explicit context, and infosite leaves staging.
        var prod = await CommandAsync("--target=InstallProd", "--services=infosite,users/api", "--yes", "--strict");
        prod.ShouldContain("infosite: exactly this ran in staging as revision 1, tests passed");
        prod.ShouldContain("prod-infosite installed, revision 1");
        prod.ShouldContain("prod-users-api installed, revision 1");
        prod.ShouldContain("staging-infosite removed from staging");

        (_commands, _merges).ShouldBe((2, 1));
        Checkout.Changes().ShouldBeEmpty();
        var status = await RunAsync("--target=Status", "--env=prod", "--services=infosite,users/api", "--output=json");
        status.Split($"\"commit\": \"{commit}\"").Length.ShouldBe(3, status);
        status.Split("\"drift\": []").Length.ShouldBe(3, status);
    }

    private Task<string> CommandAsync(params string[] arguments)
    {
        _commands++;
        return RunAsync(arguments);
    }

    private void Merge(string title)
    {
        _merges++;
        Checkout.Merge(title);
    }
}
