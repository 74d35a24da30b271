using Deploy.Planning;
using Deploy.Testing;

namespace Deploy.Tests.Planning;

public sealed class ChartValuesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ChartValues _values;

    public ChartValuesTests() =>
        _values = ChartValues.Read(
            _folder.Write("values.yaml", "tag: {us: v1}\nworkers: {a: {replicas: 1}, b.c: {replicas: 2}}\nnone:\n"),
            "values.yaml"
        );

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tag.us", "v1")]
    [InlineData("workers.\"b.c\".replicas", "2")]
    [InlineData("workers.b.c.replicas", null)]
    [InlineData("none", null)]
    public void Should_find_a_text(string path, string? text) => _values.Text(path).ShouldBe(text);

    [Fact]
    public void Should_know_what_is_there_without_a_value() => _values.Has("none").ShouldBeTrue();

    [Fact]
    public void Should_find_every_key_that_a_star_stands_for() =>
        _values.Expand("workers.*.replicas").ShouldBe(["workers.a.replicas", "workers.\"b.c\".replicas"]);

    [Fact]
    public void Should_say_where_there_is_nothing_for_a_star() =>
        Should
            .Throw<UsageException>(() => _values.Expand("jobs.*.replicas"))
            .Problem.ShouldBe("values.yaml has no jobs, whose every replicas has to be set");
}
