namespace Deploy.Model.Tests.Images;

public sealed class ImageTagTests
{
    private const string Commit = "0f3c2a9d7b1e4455667788990011223344556677";
    private static readonly DateTimeOffset _committed = new(2026, 11, 2, 11, 14, 55, TimeSpan.FromHours(2));

    [Theory]
    [InlineData(null, null, "2026-11-02.09-14-55-0f3c2a9d7b1e")]
    [InlineData("prod", null, "prod-2026-11-02.09-14-55-0f3c2a9d7b1e")]
    [InlineData("dev-ada", "c0ffee12", "dev-ada-2026-11-02.09-14-55-0f3c2a9d7b1e-c0ffee12")]
    public void Should_be_the_commits_time_in_UTC_and_its_first_digits(string? prefix, string? dirty, string expected)
    {
        var tag = ImageTag.ForCommit(prefix, _committed, Commit, dirty);

        tag.Value.ShouldBe(expected);
        tag.Commit.ShouldBe("0f3c2a9d7b1e");
    }

    [Theory]
    [InlineData("latest")]
    [InlineData("v1.2.3")]
    public void Should_know_no_commit_of_other_tags(string tag) => new ImageTag(tag).Commit.ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("-x")]
    [InlineData(".x")]
    [InlineData("a:b")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("a\n")]
    public void Should_refuse_what_registries_refuse(string tag) =>
        Should
            .Throw<UsageException>(() => new ImageTag(tag))
            .Problem.ShouldStartWith($"{Printable.Quote(tag)} is no valid image tag: it takes letters, digits");

    [Fact]
    public void Should_be_read_where_it_is_one()
    {
        ImageTag.TryParse("v1.2.3").ShouldBe(new("v1.2.3"));
        ImageTag.TryParse("a b").ShouldBeNull();
    }

    [Fact]
    public void Should_refuse_more_than_128_characters() =>
        Should.Throw<UsageException>(() => new ImageTag(new string('a', 129)));
}
