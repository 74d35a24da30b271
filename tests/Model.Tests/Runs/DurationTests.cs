namespace Deploy.Model.Tests.Runs;

public sealed class DurationTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("90", 90)]
    [InlineData("5m", 300)]
    [InlineData("1h30m", 5400)]
    [InlineData("1m5s", 65)]
    public void Should_read(string text, int seconds) =>
        Duration.Parse(text, "--timeout").ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("")]
    [InlineData("0s")]
    [InlineData("-5m")]
    [InlineData("5 m")]
    [InlineData("5d")]
    [InlineData("m")]
    [InlineData("99999999999s")]
    public void Should_refuse(string text) =>
        Should
            .Throw<UsageException>(() => Duration.Parse(text, "--timeout"))
            .Problem.ShouldBe($"--timeout is '{text}'; it takes a length of time like 90s, 5m or 1h30m");

    [Theory]
    [InlineData(0.5, "1s")]
    [InlineData(90, "1m30s")]
    [InlineData(3600, "1h")]
    [InlineData(5400, "1h30m")]
    public void Should_write(double seconds, string text) =>
        Duration.Format(TimeSpan.FromSeconds(seconds)).ShouldBe(text);
}
