using System.Text;
using Deploy.Planning;

namespace Deploy.Tests.Planning;

public sealed class TagChangesTests
{
    private const string Before = "# tags\r\nimage_rev:\r\n  us-east-1: old # keep\r\nreplicas: 1\r\n";

    private static IReadOnlyList<TagChange>? Between(string before, string after) =>
        TagChanges.Between(
            "values.yaml",
            Encoding.UTF8.GetBytes(before),
            Encoding.UTF8.GetBytes(after),
            [("server", "image_rev.us-east-1"), ("other", "other_rev")]
        );

    [Fact]
    public void Should_name_the_tags_that_differ() =>
        Between(Before, Before.Replace("old", "new"))
            .ShouldBe([new TagChange("server", "image_rev.us-east-1", "old", "new")]);

    [Fact]
    public void Should_find_nothing_where_nothing_differs() => Between(Before, Before).ShouldBe([]);

    [Fact]
    public void Should_know_a_tag_that_was_missing() =>
        Between(Before.Replace(" old", ""), Before.Replace("old", "new"))
            .ShouldBe([new TagChange("server", "image_rev.us-east-1", null, "new")]);

    [Theory]
    [InlineData("replicas: 1", "replicas: 2")]
    [InlineData("# keep", "# kept")]
    [InlineData("\r\n", "\n")]
    [InlineData("replicas: 1\r\n", "replicas: 1\r\nextra: 1\r\n")]
    [InlineData("replicas: 1", "\treplicas: [")]
    public void Should_not_take_anything_else_for_a_tag(string old, string other) =>
        Between(Before, Before.Replace("old", "new").Replace(old, other)).ShouldBeNull();
}
