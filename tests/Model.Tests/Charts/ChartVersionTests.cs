namespace Deploy.Model.Tests.Charts;

public sealed class ChartVersionTests
{
    [Theory]
    [InlineData("1.2.3", "1.10.0")]
    [InlineData("1.0.0-rc.1", "1.0.0")]
    [InlineData("1.0.0-rc.2", "1.0.0-rc.10")]
    [InlineData("1.0.0", "1.0.0+build.1")]
    public void Should_order_by_precedence(string older, string newer) =>
        new ChartVersion(older).CompareTo(new(newer)).ShouldBeNegative();

    [Theory]
    [InlineData("1.2.3", VersionPart.Patch, "1.2.4")]
    [InlineData("1.2.3", VersionPart.Minor, "1.3.0")]
    [InlineData("1.2.3", VersionPart.Major, "2.0.0")]
    [InlineData("1.2.3-rc.1", VersionPart.Patch, "1.2.3")]
    [InlineData("1.2.3+build", VersionPart.Patch, "1.2.4")]
    public void Should_name_the_next(string version, VersionPart part, string next) =>
        new ChartVersion(version).Next(part).ShouldBe(new(next));

    [Theory]
    [InlineData("1.2")]
    [InlineData("v1.2.3")]
    [InlineData("1.02.3")]
    [InlineData("")]
    public void Should_refuse_what_is_not_SemVer(string version) =>
        Should.Throw<UsageException>(() => new ChartVersion(version)).Problem.ShouldContain("SemVer, e.g. 1.4.0");

    [Fact]
    public void Should_tell_builds_of_one_version_apart() =>
        new ChartVersion("1.0.0+build.1").ShouldNotBe(new("1.0.0+build.2"));
}
