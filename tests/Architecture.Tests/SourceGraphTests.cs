namespace Deploy.Architecture.Tests;

/// <summary>What counts as a use.</summary>
public sealed class SourceGraphTests
{
    [Theory]
    [InlineData("class A { string Name => nameof(B); }")]
    [InlineData("class A { const string Name = B.Word; }")]
    [InlineData("[A(typeof(B))] class A(System.Type type) : System.Attribute;")]
    [InlineData("class A { void Run(string text) => text.Shout(); }")]
    [InlineData("class A { object Make() => new B(); }")]
    [InlineData("class A { bool Is(object thing) => thing is B; }")]
    public void Should_count(string source)
    {
        var graph = Graph(
            ("A.cs", source),
            (
                "B.cs",
                "class B { public const string Word = \"\"; }  static class Voice { public static void Shout(this string text) { } }"
            )
        );

        graph.Uses["A.cs"].ShouldBe(["B.cs"]);
    }

    [Fact]
    public void Should_find_circles_and_what_is_in_them()
    {
        var graph = Graph(
            ("A.cs", "class A { B b; }"),
            ("B.cs", "class B { C c; }"),
            ("C.cs", "class C { string Name => nameof(A); }"),
            ("D.cs", "class D { A a; }")
        );

        graph.Circles().ShouldHaveSingleItem().ShouldBe(["A.cs", "B.cs", "C.cs"]);
    }

    [Fact]
    public void Should_take_the_files_of_a_partial_type_for_one()
    {
        var graph = Graph(
            ("A.1.cs", "partial class A { int One => Two; }"),
            ("A.2.cs", "partial class A { int Two => One; B b; }"),
            ("B.cs", "class B;")
        );

        graph.Circles().ShouldBeEmpty();
        graph.Uses["A.1.cs"].ShouldBe(["B.cs"]);
    }

    private static SourceGraph Graph(params (string Path, string Text)[] sources) =>
        SourceGraph.Of(
            new Sources(sources.Select(source => KeyValuePair.Create(source.Path, source.Text)), ["System"])
        );
}
