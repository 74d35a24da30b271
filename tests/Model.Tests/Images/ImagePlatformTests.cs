namespace Deploy.Model.Tests.Images;

public sealed class ImagePlatformTests
{
    [Theory]
    [InlineData("linux/amd64")]
    [InlineData("linux/arm/v7")]
    public void Should_be_written_as_it_was_read(string value) => ImagePlatform.Parse(value).ToString().ShouldBe(value);

    [Theory]
    [InlineData("")]
    [InlineData("linux")]
    [InlineData("linux/")]
    [InlineData("/amd64")]
    [InlineData("linux/arm/v7/x")]
    [InlineData("linux/arm 64")]
    public void Should_refuse_other_forms(string value) =>
        Should
            .Throw<UsageException>(() => ImagePlatform.Parse(value))
            .Problem.ShouldBe(
                $"{Printable.Quote(value)} is no valid platform: it is os/architecture[/variant], e.g. linux/arm64"
            );

    [Theory]
    [InlineData("linux/arm", "linux/arm", true)]
    [InlineData("linux/arm", "linux/arm/v7", true)]
    [InlineData("linux/arm/v7", "linux/arm/v7", true)]
    [InlineData("linux/arm/v7", "linux/arm", false)]
    [InlineData("linux/arm/v7", "linux/arm/v6", false)]
    [InlineData("linux/amd64", "linux/arm64", false)]
    [InlineData("linux/amd64", "windows/amd64", false)]
    public void Should_accept_what_runs_there(string platform, string other, bool accepts) =>
        ImagePlatform.Parse(platform).Accepts(ImagePlatform.Parse(other)).ShouldBe(accepts);

    [Fact]
    public void Default_should_be_what_clusters_run_on() => ImagePlatform.Default.ToString().ShouldBe("linux/amd64");
}
