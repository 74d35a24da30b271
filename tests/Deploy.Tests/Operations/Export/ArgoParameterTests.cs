using Deploy.Operations.Export;

namespace Deploy.Tests.Operations.Export;

public sealed class ArgoParameterTests
{
    [Theory]
    [InlineData("\"staging\"", "staging")]
    [InlineData("\"3\"", "3")]
    [InlineData("\"a,b\"", @"a\,b")]
    [InlineData(@"""a\\b""", @"a\\b")]
    [InlineData("\"{a}\"", @"\{a}")]
    [InlineData("\"$HOME\"", "$$HOME")]
    public void Should_keep_texts_texts(string json, string expected)
    {
        var parameter = ArgoParameter.Of(new("a.b", json));

        parameter["name"].ShouldBe("a.b");
        parameter["value"].ShouldBe(expected);
        parameter["forceString"].ShouldBe(true);
    }

    [Theory]
    [InlineData("3")]
    [InlineData("true")]
    [InlineData("null")]
    public void Should_leave_other_values_to_Helm(string json)
    {
        var parameter = ArgoParameter.Of(new("replicas", json));

        parameter["value"].ShouldBe(json);
        parameter.ShouldNotContainKey("forceString");
    }

    [Fact]
    public void Should_escape_what_means_something_in_a_key() =>
        ArgoParameter.Of(new("digests.a[0]=b,c.\"d.e\"", "1"))["name"].ShouldBe(@"digests.a\[0\]\=b\,c.d\.e");

    [Fact]
    public void Should_refuse_what_parameters_cannot_say() =>
        Should
            .Throw<UsageException>(() => ArgoParameter.Of(new("cpu", "0.5")))
            .Message.ShouldContain("Argo CD cannot be given cpu=0.5");
}
