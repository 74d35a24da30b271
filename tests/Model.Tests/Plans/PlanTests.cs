namespace Deploy.Model.Tests.Plans;

public sealed class PlanTests
{
    [Fact]
    public void Should_build_unless_an_earlier_tag_was_given()
    {
        var plan = Testing.Plans.Of(Pipeline.BuildAndInstallProd, "staging");

        plan.Builds.ShouldBeTrue();
        (plan with { Options = plan.Options with { Tag = new("v1") } }).Builds.ShouldBeFalse();
        Testing.Plans.Of(Pipeline.InstallProd, "prod").Builds.ShouldBeFalse();
    }

    [Fact]
    public void Should_let_no_guard_be_passed_unless_something_says_so() =>
        new RunOptions { Concurrency = 1 }.GuardsRefuse.ShouldBeTrue();

    [Theory]
    [InlineData("InstallProd", "prod", "leftover")]
    [InlineData("BuildAndInstallProd", "prod", "leftover")]
    [InlineData("InstallProd", "staging", "")]
    [InlineData("BuildAndInstallProd", "staging", "")]
    [InlineData("Diff", "prod", "")]
    [InlineData("HelmInstall", "prod", "")]
    public void Should_take_out_of_staging_what_only_prod_keeps(string target, string environment, string leaving)
    {
        var kept = Testing.Plans.Service("infosite");
        var leftover = Testing.Plans.Service("leftover");
        leftover = leftover with { Service = leftover.Service with { KeepInStaging = false } };

        var plan = Testing.Plans.Of(Pipeline.Of(target)!, environment, kept, leftover);

        string.Join(' ', plan.LeavingStaging).ShouldBe(leaving);
    }

    [Fact]
    public void Should_name_the_commit_as_the_tags_do() =>
        Testing.Plans.Of().Source.ShortCommit.ShouldBe("0123456789ab");

    [Fact]
    public void Should_know_the_values_file_of_a_chart() =>
        Testing.Plans.Service("users/api").Chart.ValuesFile.ShouldBe("charts/services/users/api/users-api/values.yaml");

    [Fact]
    public void Should_change_a_tag_only_where_another_one_stands()
    {
        var image = Testing.Plans.Service("infosite").Images[0];

        image.ChangesTag.ShouldBeTrue();
        (image with { CurrentTag = null }).ChangesTag.ShouldBeTrue();
        (image with { CurrentTag = image.Tag.Value }).ChangesTag.ShouldBeFalse();
    }
}
