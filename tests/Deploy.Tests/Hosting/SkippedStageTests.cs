using Deploy.Arguments;

namespace Deploy.Tests.Hosting;

/// <summary>Why a stage does not run: said once, for terminal, journal and report.</summary>
public sealed class SkippedStageTests
{
    [Theory]
    [InlineData("InstallProd", Stage.BuildPex, "not part of InstallProd")]
    [InlineData("InstallProd", Stage.HelmInstall, null)]
    [InlineData("InstallDev", Stage.PublishChart, "not part of InstallDev")]
    public void Should_say_what_the_pipeline_lacks(string target, Stage stage, string? why) =>
        new DeployArguments { Targets = [target] }
            .WhySkipped(stage)
            .ShouldBe(why);

    [Theory]
    [InlineData(Stage.BuildPex, "--tag=v1")]
    [InlineData(Stage.BuildImage, "--tag=v1")]
    [InlineData(Stage.PushEcr, "--tag=v1")]
    [InlineData(Stage.UpdateValues, null)]
    public void Should_say_that_a_tag_was_given(Stage stage, string? why) =>
        new DeployArguments { Targets = [TaskNames.BuildAndInstallProd], Tag = new ImageTag("v1") }
            .WhySkipped(stage)
            .ShouldBe(why);

    [Fact]
    public void Should_say_that_tests_are_left_out() =>
        new DeployArguments { Targets = [TaskNames.InstallDev], SkipTests = true }
            .WhySkipped(Stage.HelmTest)
            .ShouldBe("--skip-tests");
}
