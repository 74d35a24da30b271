using System.Text;
using Deploy.Planning.Inputs;

namespace Deploy.Tests.Planning.Inputs;

public sealed class RemovedValuesTests
{
    [Theory]
    [InlineData("a: 1\n", "a: 1\n", "")]
    [InlineData("a: 1\n", "a: 2\nb: 3\n", "")]
    [InlineData("a: 1\nb: 2\n", "b: 2\n", "a")]
    [InlineData("a: {b: 1, c: {d: 2, e: 3}}\n", "a: {c: {e: 3}}\n", "a.b a.c.d")]
    [InlineData("a: {b: 1}\n", "a: {}\n", "a.b")]
    [InlineData("a: {b: 1}\n", "a:\n", "")]
    [InlineData("a: {b: 1}\n", "a: text\n", "")]
    [InlineData("a: [1, 2]\n", "a: []\n", "")]
    [InlineData("a: 1\nb: 2\n", "# all gone\n", "a b")]
    [InlineData("# nothing\n", "a: 1\n", "")]
    [InlineData("tags: {a.b: 1}\n", "tags: {}\n", "tags.\"a.b\"")]
    [InlineData("x: &x {a: 1}\ny: {<<: *x, b: 2}\n", "x: {a: 1}\ny: {b: 2}\n", "y.a")]
    public void Should_find_what_the_checkout_took_out(string published, string checkout, string expected) =>
        string.Join(' ', Of(published, checkout)).ShouldBe(expected);

    [Fact]
    public void Should_name_the_file_that_is_wrong() =>
        Should.Throw<UsageException>(() => Of("a: 1\n", "a: [\n")).Message.ShouldStartWith("values.yaml:");

    private static IEnumerable<string> Of(string published, string checkout) =>
        RemovedValues
            .Of(
                Encoding.UTF8.GetBytes(published),
                "web-1.0.0.tgz/values.yaml",
                Encoding.UTF8.GetBytes(checkout),
                "values.yaml"
            )
            .Select(path => path.ToString());
}
