namespace Deploy.Model.Tests.Runs;

public sealed class DurationTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("90", 90)]
    [InlineData("5m", 300)]
    [InlineData("1h30m", 5400)]
    [InlineData("1m5s", 65)]
    [InlineData("1h30m15s", 5415)]
    [InlineData("999999999s", 999999999)]
    public void Should_read(string text, int seconds) =>
        Duration.Parse(text, "--timeout").ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("")]
    [InlineData("0s")]
    [InlineData("-5m")]
    [InlineData("5 m")]
    [InlineData("5d")]
    [InlineData("m")]
    [InlineData("1000000000s")]
    [InlineData("1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s")]
    public void Should_refuse(string text) =>
        Should
            .Throw<UsageException>(() => Duration.Parse(text, "--timeout"))
            .Problem.ShouldBe($"--timeout is '{text}'; it takes a length of time like 90s, 5m or 1h30m");

    [Theory]
    [InlineData("1.5h", 5400)]
    [InlineData("500ms", 0.5)]
    [InlineData("0s", 0)]
    [InlineData("1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s", 20)]
    public void Should_take_what_Go_writes(string text, double seconds) =>
        Duration.TryRead(text).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    public void Should_read_nothing_where_there_is_no_time(string text) => Duration.TryRead(text).ShouldBeNull();

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(0.5, "1s")]
    [InlineData(60, "1m")]
    [InlineData(90, "1m30s")]
    [InlineData(3600, "1h")]
    [InlineData(5400, "1h30m")]
    public void Should_write(double seconds, string text) =>
        Duration.Format(TimeSpan.FromSeconds(seconds)).ShouldBe(text);
}
