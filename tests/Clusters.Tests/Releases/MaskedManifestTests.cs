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
    [InlineData("kind: !!str Secret\ndata: {a: hunter2canary}\n")]
    [InlineData("kind: |-\n  Secret\nstringData:\n  a: hunter2canary\n")]
    [InlineData("kind: \"\\x53ecret\"\nstringData: {a: hunter2canary}\n")]
    [InlineData("\"kind\" : 'Secret'\n? stringData\n: {a: hunter2canary}\n")]
    [InlineData("kind: &k Secret\nstringData: &d\n  a: hunter2canary\nagain: *d\n")]
    [InlineData("base: &d {a: hunter2canary}\nkind: Secret\ndata: *d\n")]
    [InlineData("kind: Secret\nstringData:\n  # once hunter2canary\n  a: b # or hunter2canary\n")]
    [InlineData("kind: Secret\nstringData:\n- hunter2canary\n")]
    [InlineData("kind: Object\nspec:\n  manifest:\n    kind: Secret\n    data:\n      a: hunter2canary\n")]
    [InlineData("kind: Secret\ndata: [hunter2canary\n")]
    [InlineData("kind: Pod\nspec:\n  containers:\n  - env:\n    - name: DB_PASSWORD\n      value: hunter2canary\n")]
    [InlineData("kind: Pod\nspec:\n  containers:\n  - env:\n    - value: \"hunter2canary\"\n      name: API_TOKEN\n")]
    [InlineData("kind: ConfigMap\ndata:\n  DB_PASSWORD: hunter2canary\n")]
    [InlineData("kind: Pod\nspec:\n  args: ['postgres://ada:hunter2canary@db/x', --password=hunter2canary]\n")]
    public void Fault_47_Should_hide_a_secret_in_every_spelling(string manifest) =>
        _masked.Of(manifest).ShouldNotContain(Canary);

    [Fact]
    public void Fault_47_Should_hide_nothing_else_of_a_container() =>
        _masked
            .Of("kind: Pod\nenv:\n- name: LEVEL\n  value: debug\n- name: TOKEN\n  value: x # y\n")
            .ShouldMatch(
                "\\Akind: Pod\nenv:\n- name: LEVEL\n  value: debug\n- name: TOKEN\n  value: \\(hidden [0-9a-f]{8}\\)\n\\z"
            );

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
