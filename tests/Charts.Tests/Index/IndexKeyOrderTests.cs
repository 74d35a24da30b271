using Deploy.Charts.Index;

namespace Deploy.Charts.Tests.Index;

public sealed class IndexKeyOrderTests
{
    [Theory]
    [InlineData("a", "b")]
    [InlineData("web", "web2")]
    [InlineData("web2", "web10")]
    [InlineData("web9x", "web10a")]
    [InlineData("web19", "web20")]
    [InlineData("v1.9.0", "v1.10.0")]
    [InlineData("web10", "weba")] // what is no letter stands before letters
    [InlineData("web-api", "webapi")]
    [InlineData("web-2", "web2")]
    [InlineData("a-b", "a.b")]
    [InlineData("web002", "web10")]
    [InlineData("Z", "a")]
    [InlineData("", "a")]
    public void Should_sort_as_Helms_YAML_library_does(string first, string second)
    {
        IndexKeyOrder.Instance.Compare(first, second).ShouldBeNegative();
        IndexKeyOrder.Instance.Compare(second, first).ShouldBePositive();
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("web10", "web10")]
    public void Should_know_what_is_the_same(string one, string? other) =>
        IndexKeyOrder.Instance.Compare(one, other).ShouldBe(0);
}
