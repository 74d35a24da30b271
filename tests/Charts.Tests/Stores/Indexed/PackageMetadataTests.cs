using Deploy.Charts.Packaging;
using Deploy.Charts.Stores.Indexed;
using Deploy.Testing.Charts;

namespace Deploy.Charts.Tests.Stores.Indexed;

public sealed class PackageMetadataTests
{
    [Fact]
    public void Should_say_what_the_plugin_reads()
    {
        var package = Package(10);

        PackageMetadata.Of(package)["chart-metadata"].ShouldBe(package.Metadata.ToJson());
        PackageMetadata.Of(package)["chart-digest"].ShouldBe(package.Digest.Hex);
    }

    [Fact]
    public void Should_be_left_out_where_the_plugin_takes_no_more()
    {
        var rest = 1900 - Size(Package(1)) + 1;

        Size(Package(rest)).ShouldBe(1900);
        PackageMetadata.Of(Package(rest + 1)).ShouldBeEmpty();
    }

    private static int Size(ChartPackage package) =>
        PackageMetadata.Of(package).Sum(pair => pair.Key.Length + pair.Value.Length);

    private static ChartPackage Package(int description) =>
        ChartPackage.Pack(
            TestCharts.Contents(
                (
                    "Chart.yaml",
                    $"apiVersion: v2\nname: web\nversion: 0.1.0\ndescription: {new string('x', description)}\n"
                )
            ),
            "web"
        );
}
