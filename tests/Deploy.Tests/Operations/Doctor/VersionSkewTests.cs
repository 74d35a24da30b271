using Deploy.Operations.Doctor;
using Semver;

namespace Deploy.Tests.Operations.Doctor;

public sealed class VersionSkewTests
{
    [Theory]
    [InlineData("1.34.1", "1", "35")]
    [InlineData("1.35.2", "1", "35+")]
    [InlineData("1.36.0", "1", "35")]
    [InlineData("1.36.0", "one", "?")]
    public void Should_accept_one_minor_version(string kubectl, string major, string minor) =>
        VersionSkew.Of(SemVersion.Parse(kubectl), major, minor).ShouldBeNull();

    [Theory]
    [InlineData("1.32.4", "1", "34+", "kubectl 1.32 is more than one minor version from 1.34")]
    [InlineData("1.36.0", "1", "20", "kubectl 1.36 is more than one minor version from 1.20")]
    public void Should_name_a_wider_gap(string kubectl, string major, string minor, string expected) =>
        VersionSkew.Of(SemVersion.Parse(kubectl), major, minor).ShouldBe(expected);
}
