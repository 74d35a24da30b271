namespace Deploy.Model.Tests.Names;

public sealed class NearestTests
{
    [Theory]
    [InlineData("servces", "services")]
    [InlineData("sevrices", "services")]
    [InlineData("Services", "services")]
    [InlineData("info", "infosite")]
    public void Should_find_what_was_meant(string word, string meant) =>
        Nearest.To(word, ["services", "infosite", "regions", "platform"])[0].ShouldBe(meant);

    [Fact]
    public void Should_find_nothing_where_nothing_is_near() =>
        Nearest.To("zebra", ["services", "regions"]).ShouldBeEmpty();

    [Fact]
    public void Should_ask_a_question() =>
        Nearest.Suggestion("regons", ["regions"]).ShouldBe("; did you mean 'regions'?");
}
