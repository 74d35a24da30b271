using Deploy.Planning.Inputs;

namespace Deploy.Tests.Planning.Inputs;

public sealed class ValuesOverlayTests
{
    [Fact]
    public void Should_nest_paths_and_keep_types() =>
        ValuesOverlay
            .Of([new("a.b", "\"x\""), new("a.c", "3"), new("d", "true")])
            .ReplaceLineEndings("")
            .Replace(" ", "")
            .ShouldBe("""{"a":{"b":"x","c":3},"d":true}""");

    [Fact]
    public void Should_take_a_key_with_dots_in_quotes() =>
        ValuesOverlay
            .Of([new("ingress.annotations.\"example.com/class\"", "\"x\"")])
            .ReplaceLineEndings("")
            .Replace(" ", "")
            .ShouldBe("""{"ingress":{"annotations":{"example.com/class":"x"}}}""");

    [Fact]
    public void Should_refuse_a_path_through_a_value() =>
        Should
            .Throw<UsageException>(() => ValuesOverlay.Of([new("a", "1"), new("a.b", "2")]))
            .Problem.ShouldBe("a.b leads through a, which has a value of its own");
}
