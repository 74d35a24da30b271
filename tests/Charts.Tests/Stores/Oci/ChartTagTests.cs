using Deploy.Charts.Stores.Oci;

namespace Deploy.Charts.Tests.Stores.Oci;

public sealed class ChartTagTests
{
    [Theory]
    [InlineData("1.0.0", "1.0.0")]
    [InlineData("1.0.0-rc.1+build.7", "1.0.0-rc.1_build.7")]
    public void Should_stand_for_a_version_and_back(string version, string tag)
    {
        ChartTag.Of(new ChartVersion(version)).Value.ShouldBe(tag);
        ChartTag.ToVersion(tag).ShouldBe(new ChartVersion(version));
    }

    [Theory]
    [InlineData("latest")]
    [InlineData("v1")]
    public void Should_know_what_is_no_version(string tag) => ChartTag.ToVersion(tag).ShouldBeNull();
}
