using Deploy.Charts.Packaging;
using Deploy.Testing.Charts;

namespace Deploy.Charts.Tests.Packaging;

public sealed class ChartComparisonTests
{
    private const string Head = "apiVersion: v2\nname: web\nversion: 1.0.0\n";

    [Fact]
    public void Should_pass_over_other_values() =>
        Compare(("values.yaml", "image: a"), ("values.yaml", "image: b")).ShouldBeEmpty();

    [Fact]
    public void Should_pass_over_what_Helm_rewrites_when_it_packs() =>
        Compare(
                ("Chart.yaml", $"# ours\n{Head}appVersion: 1.10\nunknown: 1\ndependencies: []\n"),
                ("Chart.yaml", "appVersion: \"1.1\"\nversion: 1.0.0\nname: web\napiVersion: v2\n")
            )
            .ShouldBeEmpty();

    [Fact]
    public void Should_pass_over_when_a_lock_was_made() =>
        Compare(
                ("Chart.lock", "digest: x\ndependencies: [{name: a, version: 1.0.0}]\ngenerated: today"),
                ("Chart.lock", "dependencies:\n- name: a\n  version: 1.0.0\n  repository: \"\"\ndigest: x\n")
            )
            .ShouldBeEmpty();

    [Fact]
    public void Should_pass_over_a_byte_order_mark() =>
        Compare(("templates/a", "\uFEFFx"), ("templates/a", "x")).ShouldBeEmpty();

    [Theory]
    [InlineData("charts/lib/Chart.yaml")]
    [InlineData("charts/lib/charts/inner/Chart.yaml")]
    public void Should_pass_over_how_a_dependency_writes_the_same(string path) =>
        Compare((path, Head), (path, $"# ours\n{Head}")).ShouldBeEmpty();

    [Theory]
    [InlineData("files/lib/Chart.yaml", Head, "# ours\n" + Head)]
    [InlineData("charts/lib/files/Chart.yaml", Head, "# ours\n" + Head)]
    [InlineData("charts/lib/files/inner/Chart.yaml", Head, "# ours\n" + Head)]
    [InlineData("templates/service.yaml", "a", "b")]
    [InlineData("charts/lib/values.yaml", "a", "b")]
    [InlineData("files/Chart.yaml", "a: 1", "a:  1")]
    [InlineData("charts/lib/Chart.yaml", Head + "description: a", Head + "description: b")]
    [InlineData("Chart.lock", "dependencies: [{name: a, version: 1.0.0}]", "dependencies: [{name: a, version: 1.0.1}]")]
    public void Should_name_a_file_that_differs(string path, string one, string other) =>
        Compare((path, one), (path, other)).ShouldBe([path]);

    [Fact]
    public void Should_name_files_that_only_one_has() =>
        Compare(("templates/b", "x"), ("templates/a", "x")).ShouldBe(["templates/a", "templates/b"]);

    private static IReadOnlyList<string> Compare((string Path, string Text) one, (string Path, string Text) other) =>
        ChartComparison.DifferingFiles(Package(one), Package(other));

    private static ChartPackage Package((string Path, string Text) file) =>
        ChartPackage.Pack(
            TestCharts.Contents([.. file.Path == "Chart.yaml" ? [] : new[] { ("Chart.yaml", Head) }, file]),
            "web"
        );
}
