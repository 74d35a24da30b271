using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Merge;

namespace Deploy.Sandbox.Tests.Kubernetes.Merge;

/// <summary>RFC 6902, with the cases of its appendix A.</summary>
public sealed class JsonPatchTests
{
    [Theory]
    [InlineData("""{"foo":"bar"}""", """{"op":"add","path":"/baz","value":"qux"}""", """{"foo":"bar","baz":"qux"}""")]
    [InlineData("""{"foo":["a","c"]}""", """{"op":"add","path":"/foo/1","value":"b"}""", """{"foo":["a","b","c"]}""")]
    [InlineData("""{"foo":["a"]}""", """{"op":"add","path":"/foo/-","value":["b"]}""", """{"foo":["a",["b"]]}""")]
    [InlineData("""{"foo":1,"baz":2}""", """{"op":"remove","path":"/baz"}""", """{"foo":1}""")]
    [InlineData("""{"foo":["a","b"]}""", """{"op":"remove","path":"/foo/0"}""", """{"foo":["b"]}""")]
    [InlineData("""{"foo":1}""", """{"op":"replace","path":"/foo","value":2}""", """{"foo":2}""")]
    [InlineData("""{"foo":["a","b"]}""", """{"op":"replace","path":"/foo/1","value":"c"}""", """{"foo":["a","c"]}""")]
    [InlineData(
        """{"a":{"b":1},"c":{}}""",
        """{"op":"move","from":"/a/b","path":"/c/d"}""",
        """{"a":{},"c":{"d":1}}"""
    )]
    [InlineData("""{"a":[1,2,3]}""", """{"op":"move","from":"/a/0","path":"/a/2"}""", """{"a":[2,3,1]}""")]
    [InlineData("""{"a":{"b":1}}""", """{"op":"copy","from":"/a","path":"/c"}""", """{"a":{"b":1},"c":{"b":1}}""")]
    [InlineData("""{"a":[1]}""", """{"op":"test","path":"/a/0","value":1}""", """{"a":[1]}""")]
    [InlineData("""{"a/b":1,"c~d":2}""", """{"op":"replace","path":"/a~1b","value":3}""", """{"a/b":3,"c~d":2}""")]
    [InlineData("""{"a/b":1,"c~d":2}""", """{"op":"remove","path":"/c~0d"}""", """{"a/b":1}""")]
    [InlineData("""{"a":1}""", """{"op":"add","path":"/b","value":null}""", """{"a":1,"b":null}""")]
    [InlineData("""{"a":1}""", """{"op":"replace","path":"","value":{"b":2}}""", """{"b":2}""")]
    public void Should_apply(string target, string operation, string expected)
    {
        var result = JsonPatch.Apply(JsonNode.Parse(target)!, [JsonNode.Parse(operation)]);

        result!.ToJsonString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("""{"op":"remove","path":"/nothing"}""")]
    [InlineData("""{"op":"replace","path":"/nothing","value":1}""")]
    [InlineData("""{"op":"add","path":"/a/b","value":1}""")]
    [InlineData("""{"op":"add","path":"/list/5","value":1}""")]
    [InlineData("""{"op":"add","path":"/list/-1","value":1}""")]
    [InlineData("""{"op":"test","path":"/a","value":2}""")]
    [InlineData("""{"op":"move","path":"/b"}""")]
    [InlineData("""{"op":"add","path":"a","value":1}""")]
    [InlineData("""{"op":"add","path":"/b"}""")]
    [InlineData("""{"path":"/b"}""")]
    public void Should_refuse(string operation) =>
        Should.Throw<PatchException>(() =>
            JsonPatch.Apply(JsonNode.Parse("""{"a":1,"list":[]}""")!, [JsonNode.Parse(operation)])
        );

    [Fact]
    public void Should_leave_the_target_alone_when_a_later_operation_fails()
    {
        var target = JsonNode.Parse("""{"a":1}""")!;

        Should.Throw<PatchException>(() =>
            JsonPatch.Apply(
                target,
                [
                    JsonNode.Parse("""{"op":"replace","path":"/a","value":2}"""),
                    JsonNode.Parse("""{"op":"remove","path":"/nothing"}"""),
                ]
            )
        );

        target.ToJsonString().ShouldBe("""{"a":1}""");
    }
}
