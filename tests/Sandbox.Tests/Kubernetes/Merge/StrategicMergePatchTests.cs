using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Merge;
using Deploy.Sandbox.Kubernetes.Schema;

namespace Deploy.Sandbox.Tests.Kubernetes.Merge;

public sealed class StrategicMergePatchTests
{
    private const string TwoContainers = """
        {"containers":[{"name":"a","image":"a:1","args":["x"]},{"name":"b","image":"b:1"}]}
        """;

    private readonly SchemaCatalog _schemas = new();

    [Theory]
    // A keyed list is merged item by item, other lists are replaced.
    [InlineData(
        TwoContainers,
        """{"containers":[{"name":"a","image":"a:2"}]}""",
        """{"containers":[{"name":"a","image":"a:2","args":["x"]},{"name":"b","image":"b:1"}]}"""
    )]
    [InlineData(
        TwoContainers,
        """{"containers":[{"name":"a","args":["y"]}]}""",
        """{"containers":[{"name":"a","image":"a:1","args":["y"]},{"name":"b","image":"b:1"}]}"""
    )]
    [InlineData(
        TwoContainers,
        """{"containers":[{"name":"c","image":"c:1"}]}""",
        """{"containers":[{"name":"a","image":"a:1","args":["x"]},{"name":"b","image":"b:1"},{"name":"c","image":"c:1"}]}"""
    )]
    [InlineData(
        TwoContainers,
        """{"containers":[{"name":"a","$patch":"delete"}]}""",
        """{"containers":[{"name":"b","image":"b:1"}]}"""
    )]
    [InlineData(
        TwoContainers,
        """{"containers":[{"$patch":"replace"},{"name":"c","image":"c:1"}]}""",
        """{"containers":[{"name":"c","image":"c:1"}]}"""
    )]
    [InlineData(
        TwoContainers,
        """{"$setElementOrder/containers":[{"name":"b"},{"name":"a"}],"containers":[{"name":"a","image":"a:2"}]}""",
        """{"containers":[{"name":"b","image":"b:1"},{"name":"a","image":"a:2","args":["x"]}]}"""
    )]
    [InlineData("""{"hostname":"a"}""", """{"hostname":null}""", "{}")]
    [InlineData(
        """{"nodeSelector":{"a":"1","b":"2"}}""",
        """{"nodeSelector":{"a":null,"c":"3"}}""",
        """{"nodeSelector":{"b":"2","c":"3"}}"""
    )]
    [InlineData(
        """{"nodeSelector":{"a":"1","b":"2"}}""",
        """{"nodeSelector":{"$patch":"replace","c":"3"}}""",
        """{"nodeSelector":{"c":"3"}}"""
    )]
    // Ports are told apart by number alone here, unlike in server-side apply.
    [InlineData(
        """{"containers":[{"name":"a","ports":[{"containerPort":80,"name":"http"}]}]}""",
        """{"containers":[{"name":"a","ports":[{"containerPort":80,"name":"web"},{"containerPort":81}]}]}""",
        """{"containers":[{"name":"a","ports":[{"containerPort":80,"name":"web"},{"containerPort":81}]}]}"""
    )]
    // What a volume was before goes, as only one source may be set.
    [InlineData(
        """{"volumes":[{"name":"v","emptyDir":{}}]}""",
        """{"volumes":[{"$retainKeys":["configMap","name"],"name":"v","configMap":{"name":"c"}}]}""",
        """{"volumes":[{"name":"v","configMap":{"name":"c"}}]}"""
    )]
    public void Should_merge_a_pod(string target, string patch, string expected) =>
        Apply("core.PodSpec", target, patch).ShouldBe(expected);

    [Fact]
    public void Should_merge_and_shorten_lists_of_plain_values()
    {
        Apply("meta.ObjectMeta", """{"finalizers":["a"]}""", """{"finalizers":["b","a"]}""")
            .ShouldBe("""{"finalizers":["a","b"]}""");
        Apply("meta.ObjectMeta", """{"finalizers":["a","b"]}""", """{"$deleteFromPrimitiveList/finalizers":["a"]}""")
            .ShouldBe("""{"finalizers":["b"]}""");
    }

    [Fact]
    public void Should_refuse_an_item_without_its_key() =>
        Should
            .Throw<PatchException>(() => Apply("core.PodSpec", TwoContainers, """{"containers":[{"image":"x"}]}"""))
            .Message.ShouldContain("does not contain declared merge key: name");

    private string Apply(string type, string target, string patch) =>
        StrategicMergePatch
            .Apply(_schemas[type], JsonNode.Parse(target)!.AsObject(), JsonNode.Parse(patch)!.AsObject())
            .ToJsonString();
}
