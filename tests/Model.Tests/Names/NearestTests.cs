namespace Deploy.Model.Tests.Names;

public sealed class NearestTests
{
    [Theory]
    [InlineData("servces", "services")]
    [InlineData("sevrices", "services")]
    [InlineData("Services", "services")]
    [InlineData("info", "infosite")]
    [InlineData("dev", "development")]
    [InlineData("services-api", "api")]
    [InlineData("stgng", "staging")]
    [InlineData("su", "us")]
    [InlineData("buildsenseapi", "bildsnsapi")]
    public void Should_find_what_was_meant(string word, string meant) =>
        Nearest.To(word, ["services", "infosite", "regions", "platform", "development", meant])[0].ShouldBe(meant);

    [Theory]
    [InlineData("zebra", "services")]
    [InlineData("us", "eu")] // a short word is near to everything, and so to nothing
    [InlineData("u", "e")]
    [InlineData("xyz", "ab")]
    [InlineData("prod-eu", "eu")]
    [InlineData("infosite", "xyznfosite")]
    public void Should_find_nothing_where_nothing_is_near(string word, string candidate) =>
        Nearest.To(word, [candidate]).ShouldBeEmpty();

    [Fact]
    public void Should_name_the_best_first_and_what_is_about_as_near() =>
        Nearest
            .To("buildsense", ["building-xsense", "buildxxxse", "auildsensx", "buildsensx"])
            .ShouldBe(["buildsensx", "auildsensx"]);

    [Fact]
    public void Should_count_two_letters_that_changed_places_as_one_mistake() =>
        Nearest.To("pord", ["prod", "pard"]).ShouldBe(["pard", "prod"]);

    [Fact]
    public void Should_name_three_at_most_and_each_once() =>
        Nearest.To("api", ["api-d", "api-c", "api-b", "api-b", "api-a"]).ShouldBe(["api-a", "api-b", "api-c"]);

    [Fact]
    public void Should_ask_a_question() =>
        Nearest.Suggestion("regons", ["regions"]).ShouldBe("; did you mean 'regions'?");
}
