namespace Deploy.Model.Tests.Runs;

public sealed class PipelineTests
{
    [Theory]
    [InlineData("InstallDev", "BuildPex BuildImage PushEcr HelmInstall HelmTest")]
    [InlineData("installprod", "VerifyGitClean PublishChart HelmInstall HelmTest")]
    [InlineData(
        "BuildAndInstallProd",
        "VerifyGitClean BuildPex BuildImage PushEcr UpdateValues PublishChart HelmInstall HelmTest"
    )]
    [InlineData("HelmTest", "HelmTest")]
    [InlineData("BuildImage", "BuildPex BuildImage")]
    [InlineData("PublishChart", "VerifyGitClean PublishChart")]
    public void Should_bring_the_stages_that_a_target_needs(string target, string stages) =>
        string.Join(' ', Pipeline.Of(target)!.Stages).ShouldBe(stages);

    [Theory]
    [InlineData("Services")]
    [InlineData("0")]
    [InlineData("7")]
    public void Should_know_what_is_no_pipeline(string target) => Pipeline.Of(target).ShouldBeNull();

    [Fact]
    public void Should_refuse_two_ways_at_once() =>
        Should
            .Throw<UsageException>(() => Pipeline.Of(["InstallDev", "Services", "InstallProd"]))
            .Problem.ShouldBe("InstallDev and InstallProd are two ways through one pipeline");
}
