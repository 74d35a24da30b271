using Deploy.Yaml.Editing;

namespace Deploy.Yaml.Tests.Editing;

public sealed class YamlPathTests
{
    [Theory]
    [InlineData("tag", "tag")]
    [InlineData("rev.us-east-1", "rev|us-east-1")]
    [InlineData("workers.0.image", "workers|0|image")]
    [InlineData("tags.\"a.b\"", "tags|a.b")]
    [InlineData("\"a.b\".c", "a.b|c")]
    [InlineData("\"a\\\"b\\\\c\"", "a\"b\\c")]
    [InlineData("a\"b", "a\"b")]
    [InlineData("\"\"", "")]
    public void Should_be_keys_and_item_numbers(string text, string segments) =>
        string.Join('|', YamlPath.Parse(text).Segments).ShouldBe(segments);

    [Theory]
    [InlineData("", "a key is missing")]
    [InlineData(".a", "a key is missing")]
    [InlineData("a.", "a key is missing")]
    [InlineData("a..b", "a key is missing")]
    [InlineData("\"a\".", "a key is missing")]
    [InlineData("\"a", "quotes enclose a whole key")]
    [InlineData("\"a\"b", "quotes enclose a whole key")]
    [InlineData("\"a\\\"", "quotes enclose a whole key")]
    [InlineData("\"a\\", "quotes enclose a whole key")]
    public void Should_refuse_what_is_no_path(string text, string why) =>
        Should.Throw<UsageException>(() => YamlPath.Parse(text)).Problem.ShouldBe($"'{text}' is no path: {why}");

    [Fact]
    public void Should_have_a_key() =>
        Should.Throw<UsageException>(() => YamlPath.Of()).Problem.ShouldBe("a path has at least one key");

    [Theory]
    [InlineData("rev.us-east-1")]
    [InlineData("tags.\"a.b\".c")]
    [InlineData("\"a\\\"b\\\\c\"")]
    [InlineData("\"\"")]
    public void Should_be_written_as_it_is_read(string text) => YamlPath.Parse(text).ToString().ShouldBe(text);

    [Fact]
    public void Should_be_the_same_where_its_keys_are()
    {
        var path = YamlPath.Parse("tags.\"a.b\"");

        path.Equals((object)YamlPath.Of("tags", "a.b")).ShouldBeTrue();
        path.GetHashCode().ShouldBe(YamlPath.Of("tags", "a.b").GetHashCode());
        path.Equals((object)YamlPath.Parse("tags.a.b")).ShouldBeFalse();
        path.Equals(null).ShouldBeFalse();
    }

    [Fact]
    public void Should_name_what_lies_on_the_way() => YamlPath.Of("a.b", "c", "d").Prefix(2).ShouldBe("\"a.b\".c");
}
