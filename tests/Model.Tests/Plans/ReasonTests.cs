namespace Deploy.Model.Tests.Plans;

public sealed class ReasonTests
{
    [Theory]
    [InlineData("hotfix!", "hotfix!")]
    [InlineData("  the pager says so \n", "the pager says so")]
    public void Should_be_kept_without_the_space_around_it(string given, string kept)
    {
        new Reason(given).Text.ShouldBe(kept);
        new Reason(given).ToString().ShouldBe(kept);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hotfix")]
    [InlineData("  hotfix  ")]
    public void Should_be_refused_where_it_says_too_little(string given) =>
        Should
            .Throw<UsageException>(() => new Reason(given))
            .Problem.ShouldBe($"--reason='{given}' says too little: at least 7 characters");
}
