using Deploy.Testing;

namespace Deploy.Model.Tests.Plans;

public sealed class PipelineTests
{
    [Theory]
    [InlineData("InstallDev", "BuildPex BuildImage PushEcr HelmInstall HelmTest")]
    [InlineData("installprod", "VerifyGitClean PublishChart HelmInstall HelmTest")]
    [InlineData(
        "BuildAndInstallProd",
        "VerifyGitClean BuildPex BuildImage PushEcr UpdateValues PublishChart HelmInstall HelmTest"
    )]
    [InlineData("VerifyGitClean", "VerifyGitClean")]
    [InlineData("BuildPex", "BuildPex")]
    [InlineData("BuildImage", "BuildPex BuildImage")]
    [InlineData("pushecr", "BuildPex BuildImage PushEcr")]
    [InlineData("UpdateValues", "VerifyGitClean UpdateValues")]
    [InlineData("PublishChart", "VerifyGitClean PublishChart")]
    [InlineData("HelmInstall", "VerifyGitClean HelmInstall")]
    [InlineData("HelmTest", "HelmTest")]
    [InlineData("Diff", "HelmInstall")]
    [InlineData("Export", "HelmInstall")]
    public void Should_bring_the_stages_that_a_target_needs(string target, string stages) =>
        string.Join(' ', Pipeline.Of(target)!.Stages).ShouldBe(stages);

    [Theory]
    [InlineData("CreateNamespace")]
    [InlineData("PortForward")]
    [InlineData("Status")]
    [InlineData("History")]
    [InlineData("Rollback")]
    [InlineData("Revert")]
    [InlineData("Delete")]
    [InlineData("CleanupStaging")]
    [InlineData("unlock")]
    [InlineData("Commit")]
    public void Should_run_no_stage_and_ask_nothing_of_git_to_look_after_what_is_deployed(string target)
    {
        var pipeline = Pipeline.Of(target)!;

        pipeline.Stages.ShouldBeEmpty();
        pipeline.IsStrictAboutGit.ShouldBeFalse();
    }

    [Theory]
    [InlineData("Services")]
    [InlineData("0")]
    [InlineData("7")]
    public void Should_know_what_is_no_pipeline(string target) => Pipeline.Of(target).ShouldBeNull();

    [Theory]
    [InlineData("InstallDev", "dev")]
    [InlineData("BuildAndInstallProd", "staging")]
    [InlineData("InstallProd", "prod")]
    [InlineData("Diff", "prod")]
    [InlineData("Export", null)]
    [InlineData("VerifyGitClean", "prod")]
    [InlineData("BuildPex", "dev")]
    [InlineData("BuildImage", "dev")]
    [InlineData("PushEcr", "dev")]
    [InlineData("UpdateValues", "staging")]
    [InlineData("PublishChart", "staging")]
    [InlineData("HelmInstall", null)]
    [InlineData("HelmTest", null)]
    [InlineData("CreateNamespace", "dev")]
    [InlineData("PortForward", "dev")]
    [InlineData("Status", null)]
    [InlineData("History", null)]
    [InlineData("Rollback", null)]
    [InlineData("Revert", "staging")]
    [InlineData("Delete", null)]
    [InlineData("CleanupStaging", "staging")]
    [InlineData("Unlock", null)]
    [InlineData("Commit", "staging")]
    public void Should_go_to_its_own_environment_where_none_is_named(string target, string? environment) =>
        Pipeline.Of(target)!.DefaultEnvironment.ShouldBe(environment);

    [Theory]
    [InlineData("InstallDev", false)]
    [InlineData("BuildAndInstallProd", true)]
    [InlineData("InstallProd", true)]
    [InlineData("Diff", false)]
    [InlineData("Export", false)]
    [InlineData("VerifyGitClean", true)]
    [InlineData("BuildPex", false)]
    [InlineData("BuildImage", false)]
    [InlineData("PushEcr", false)]
    [InlineData("UpdateValues", true)]
    [InlineData("PublishChart", true)]
    [InlineData("HelmInstall", true)]
    [InlineData("HelmTest", false)]
    public void Should_ask_for_merged_commits_where_others_get_what_comes_out(string target, bool isStrict) =>
        Pipeline.Of(target)!.IsStrictAboutGit.ShouldBe(isStrict);

    [Fact]
    public void Should_take_the_charts_of_the_checkout_for_dev_alone() =>
        Pipeline
            .Entries.Where(entry => entry.ChartSource == ChartSource.Checkout)
            .ShouldBe([Pipeline.InstallDev, Pipeline.Demo]);

    [Theory]
    [InlineData("Export", "infosite leftover")]
    [InlineData("CreateNamespace", "infosite leftover")]
    [InlineData("Status", "infosite leftover")]
    [InlineData("CleanupStaging", "leftover")]
    public void Should_mean_all_services_that_it_is_for_where_none_is_named(string target, string expected)
    {
        Service[] services =
        [
            Catalogs.Service("infosite"),
            Catalogs.Service("leftover") with
            {
                KeepInStaging = false,
            },
        ];

        string.Join(' ', services.Where(Pipeline.Of(target)!.Unnamed!)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("InstallDev")]
    [InlineData("InstallProd")]
    [InlineData("Rollback")]
    [InlineData("Delete")]
    [InlineData("Unlock")]
    public void Should_ask_for_names_where_all_would_be_too_much(string target) =>
        Pipeline.Of(target)!.Unnamed.ShouldBeNull();

    [Fact]
    public void Should_bind_only_the_cleaning_of_staging() =>
        Pipeline.Operations.Where(operation => operation.IsBound).Single().Target.ShouldBe("CleanupStaging");

    [Fact]
    public void Should_know_which_stages_it_runs()
    {
        Pipeline.InstallProd.Runs(Stage.HelmTest).ShouldBeTrue();
        Pipeline.InstallProd.Runs(Stage.BuildPex).ShouldBeFalse();
    }

    [Fact]
    public void Should_find_the_one_pipeline_among_targets()
    {
        Pipeline.Of(["Services", "InstallProd"]).ShouldBe(Pipeline.InstallProd);
        Pipeline.Of(["Services", "Doctor"]).ShouldBeNull();
    }

    [Fact]
    public void Should_refuse_two_ways_at_once()
    {
        var mistake = Should.Throw<UsageException>(() => Pipeline.Of(["InstallDev", "Services", "InstallProd"]));

        mistake.Problem.ShouldBe("InstallDev and InstallProd are two ways through one pipeline");
        mistake.NextStep.ShouldNotBeNull().ShouldContain("one --target");
    }
}
