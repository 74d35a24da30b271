using System.Text;
using Deploy.Yaml.Editing;
using Deploy.Yaml.Parsing;

namespace Deploy.Yaml.Tests.Editing;

public sealed class GetTests
{
    private static ScalarFound? Get(string text, string path) =>
        ValuesEditor.Get(Encoding.UTF8.GetBytes(text), "values.yaml", YamlPath.Parse(path));

    [Theory]
    [InlineData("tag: v1\n", "tag", "v1", ScalarKind.Text)]
    [InlineData("tag: 1.20\n", "tag", "1.20", ScalarKind.Number)]
    [InlineData("tag: '1.20'\n", "tag", "1.20", ScalarKind.Text)]
    [InlineData("tag: no\n", "tag", "no", ScalarKind.Boolean)]
    [InlineData("tag: 2024-01-01\n", "tag", "2024-01-01", ScalarKind.Timestamp)]
    [InlineData("a: &x {b: v1}\nc: *x\nd: {<<: *x}\n", "c.b", "v1", ScalarKind.Text)]
    [InlineData("a: &x {b: v1}\nc: *x\nd: {<<: *x}\n", "d.b", "v1", ScalarKind.Text)]
    [InlineData("a: &x {b: v1}\nd:\n  b: v2\n  <<: *x\n", "d.b", "v1", ScalarKind.Text)]
    [InlineData("a: &x {b: v1}\nd:\n  <<: *x\n  b: v2\n", "d.b", "v2", ScalarKind.Text)]
    [InlineData("a: &x {b: v1}\nd:\n  <<: [*x, {b: v2}]\n", "d.b", "v1", ScalarKind.Text)]
    [InlineData("a: [{b: v1}]\n", "a.0.b", "v1", ScalarKind.Text)]
    public void Should_find_what_Helm_reads(string text, string path, string value, ScalarKind kind)
    {
        var found = Get(text, path).ShouldNotBeNull();

        found.Value.ShouldBe(value);
        found.Kind.ShouldBe(kind);
    }

    [Theory]
    [InlineData("a: 1\n", "b")]
    [InlineData("a:\n", "a")]
    [InlineData("a:\n", "a.b")]
    [InlineData("a: [x]\n", "a.1")]
    [InlineData("a: [x]\n", "a.-1")]
    [InlineData("a: [x]\n", "a.x")]
    [InlineData("a: [~]\n", "a.0")]
    [InlineData("a: {b: ~}\n", "a.b.c")]
    [InlineData("", "a.b")]
    public void Should_find_nothing_where_nothing_is(string text, string path) => Get(text, path).ShouldBeNull();

    [Theory]
    [InlineData("a: x\n", "a.b", "values.yaml:1:4: a is a single value and has no key 'b'")]
    [InlineData("a: {b: 1}\n", "a", "values.yaml:1:4: a must be a single value, not a mapping")]
    public void Should_refuse_what_is_no_single_value(string text, string path, string line) =>
        Should.Throw<UsageException>(() => Get(text, path)).Line().ShouldBe(line);
}
