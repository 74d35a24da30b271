using Deploy.Clusters.Releases;

namespace Deploy.Clusters.Tests.Releases;

public sealed class MaskedManifestTests
{
    private const string Canary = "hunter2canary";

    private readonly MaskedManifest _masked = new();

    [Theory]
    [InlineData("data:\n  password: hunter2canary")]
    [InlineData("data:\n    password: hunter2canary\n    other: x")]
    [InlineData("stringData:\n  config: |\n    user: ada\n    password: hunter2canary")]
    [InlineData("stringData:\n  config: >-\n\n      hunter2canary\n  next: x")]
    [InlineData("stringData:\n  \"quoted key\": \"hunter2canary\"")]
    [InlineData("data: {password: hunter2canary}")]
    [InlineData("stringData:\n  url: https://ada:hunter2canary@example.com")]
    [InlineData("stringData:\n  wrapped: some words and\n    hunter2canary")]
    public void Should_hide_what_a_secret_holds(string data)
    {
        var shown = _masked.Of($"---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n{data}\ntype: Opaque\n");

        shown.ShouldNotContain(Canary);
        shown.ShouldContain("(hidden ");
        shown.ShouldContain("  name: a\n");
        shown.ShouldEndWith("type: Opaque\n");
    }

    [Theory]
    [InlineData("---\nkind: List\nitems:\n- kind: Secret\n  data:\n    a: hunter2canary\n")]
    [InlineData("---\n{\"kind\": \"Secret\", \"data\": {\"a\": \"hunter2canary\"}}\n")]
    public void Should_hide_all_of_a_document_that_it_cannot_read_by_lines(string manifest) =>
        _masked.Of(manifest).ShouldNotContain(Canary);

    [Fact]
    public void Should_tell_values_apart_without_showing_them()
    {
        string Shown(string value) => _masked.Of($"kind: Secret\ndata:\n  a: {value}\n");

        Shown("one").ShouldBe(Shown("one"));
        Shown("one").ShouldNotBe(Shown("two"));
        new MaskedManifest().Of("kind: Secret\ndata:\n  a: one\n").ShouldNotBe(Shown("one"));
    }

    [Fact]
    public void Should_leave_everything_else_as_it_is()
    {
        const string Manifest =
            "---\nkind: ConfigMap\ndata:\n  a: |\n    b\n---\n# Source: x\nkind: Service\nspec:\n  ports: []\n";

        _masked.Of(Manifest).ShouldBe(Manifest);
    }
}
