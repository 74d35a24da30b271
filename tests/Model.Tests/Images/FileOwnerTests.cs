namespace Deploy.Model.Tests.Images;

public sealed class FileOwnerTests
{
    [Theory]
    [InlineData("10001:10002", 10001, 10002)]
    [InlineData("0:0", 0, 0)]
    public void Should_read_numbers(string value, int user, int group) =>
        FileOwner.Parse(value).ShouldBe(new FileOwner(user, group));

    [Theory]
    [InlineData("")]
    [InlineData("10001")]
    [InlineData("1:2:3")]
    [InlineData("web:1")]
    [InlineData("1:web")]
    [InlineData("-1:1")]
    [InlineData("1: 2")]
    [InlineData("99999999999:1")]
    public void Should_refuse_names_and_other_forms(string value) =>
        Should
            .Throw<UsageException>(() => FileOwner.Parse(value))
            .Problem.ShouldBe(
                $"{Printable.Quote(value)} is no valid owner: it is user:group as numbers, e.g. 10001:10001"
            );

    [Fact]
    public void Root_should_be_zero() => FileOwner.Root.ShouldBe(FileOwner.Parse("0:0"));
}
