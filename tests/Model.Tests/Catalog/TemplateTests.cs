namespace Deploy.Model.Tests.Catalog;

public sealed class TemplateTests
{
    private static readonly Dictionary<string, string?> _values = new()
    {
        ["service"] = "users/api",
        ["region"] = "us-east-1",
        ["account"] = null,
    };

    [Theory]
    [InlineData("{service}/gunicorn", "users/api/gunicorn")]
    [InlineData("image_rev.{region}", "image_rev.us-east-1")]
    [InlineData("{service}{region}", "users/apius-east-1")]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    public void Should_put_values_in(string text, string expected) =>
        new Template(text, _values.Keys).Expand(_values).ShouldBe(expected);

    [Theory]
    [InlineData("{servce}", "'{servce}' has the unknown placeholder {servce}; did you mean 'service'?")]
    [InlineData("a{service", "'a{service' has a '{' without its '}'")]
    public void Should_refuse_what_it_does_not_know(string text, string problem) =>
        Should.Throw<UsageException>(() => new Template(text, _values.Keys)).Problem.ShouldBe(problem);

    [Fact]
    public void Should_list_the_placeholders_that_there_are() =>
        Should
            .Throw<UsageException>(() => new Template("{servce}", _values.Keys))
            .NextStep.ShouldBe("there are {service}, {region}, {account}");

    [Fact]
    public void Should_be_the_same_where_the_text_is()
    {
        new Template("{service}", _values.Keys).ShouldBe(new Template("{service}", _values.Keys));
        new Template("{service}", _values.Keys).ShouldNotBe(new Template("{region}", _values.Keys));
    }

    [Fact]
    public void Should_say_which_value_is_missing() =>
        Should
            .Throw<UsageException>(() => new Template("{account}", _values.Keys).Expand(_values))
            .Problem.ShouldBe("'{account}' needs {account}, which has no value here");
}
