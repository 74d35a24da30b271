using Deploy.Charts.Stores.Oci;
using Deploy.Testing.Charts;

namespace Deploy.Charts.Tests.Stores.Oci;

public sealed class ChartArtifactTests
{
    [Fact]
    public void Should_name_the_chart_as_helm_push_does_and_no_time()
    {
        var annotations = ChartArtifact.Of(TestCharts.Package()).Manifest.ToImage().Annotations;

        annotations.ShouldNotBeNull();
        annotations.Keys.ShouldBe(
            ["org.opencontainers.image.title", "org.opencontainers.image.version"],
            ignoreOrder: true
        );
        annotations["org.opencontainers.image.title"].ShouldBe("web");
        annotations["org.opencontainers.image.version"].ShouldBe("0.1.0");
    }
}
