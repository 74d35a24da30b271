using Deploy.Charts.Contents;

namespace Deploy.Charts.Tests.Contents;

public sealed class ChartLimitsTests
{
    [Theory]
    [InlineData("values.yaml")]
    [InlineData("templates/a b.yaml")]
    [InlineData(".helmignore")]
    [InlineData("a..b/c")]
    [InlineData("é")]
    [InlineData("x")]
    public void Should_take_what_stays_in_the_chart(string path) => ChartLimits.Objection(path).ShouldBeNull();

    [Theory]
    [InlineData("", "not safe")]
    [InlineData("a\\b", "not safe")]
    [InlineData("a\nb", "not safe")]
    [InlineData("a//b", "not safe")]
    [InlineData("a/./b", "not safe")]
    [InlineData("a/", "not safe")]
    [InlineData("/a", "absolute")]
    [InlineData("c:", "absolute")]
    [InlineData("c:/a", "absolute")]
    [InlineData("..", "'..'")]
    [InlineData("a/../b", "'..'")]
    public void Fault_34_should_object_to_what_leaves_it(string path, string why) =>
        ChartLimits.Objection(path).ShouldNotBeNull().ShouldContain(why);
}
