using Deploy.Charts.Metadata;
using Deploy.Testing.Charts;

namespace Deploy.Charts.Tests.Metadata;

public sealed class ChartLockTests
{
    [Fact]
    public void Should_be_called_otherwise_where_the_requirements_are()
    {
        var contents = TestCharts.Contents(("requirements.lock", "digest: x\n"));

        ChartLock.Read(contents, "web").ShouldNotBeNull().Digest.ShouldBe("x");
        ChartLock.Read(TestCharts.Contents(("Chart.yaml", "")), "web").ShouldBeNull();
    }

    // Written by `helm dependency update` 3.17.2 and 4.1.4 alike.
    [Theory]
    [InlineData(
        "{name: lib, version: 0.1.0, repository: file://../lib, condition: lib.enabled, tags: [t1], alias: l2}",
        "936ec9cd694558458261808edab3f040abe12a6007a551474801e11e6a1418a2"
    )]
    // As Go would write it: '<', '>' and '&' escaped.
    [InlineData(
        "{name: lib, version: '>=0.1 <2', repository: 'https://example.org/?a=1&b=2'}",
        "a3e920033edb63d0f581d71440aa56aea65f82a7e8c2d03b8813502c74a90ac3"
    )]
    public void Should_recognise_the_dependencies_that_Helm_made_it_for(string dependency, string digest)
    {
        var contents = TestCharts.Contents(
            ("Chart.yaml", $"apiVersion: v2\nname: web\nversion: 1.0.0\ndependencies: [{dependency}]\n"),
            (
                "Chart.lock",
                "dependencies:\n- name: lib\n  repository: file://../lib\n  version: 0.1.0\n"
                    + $"digest: sha256:{digest}\ngenerated: \"2026-11-22T15:49:34.273492193Z\"\n"
            )
        );

        var locked = ChartLock.Read(contents, "web")!;

        locked.Dependencies.ShouldBe([new ChartDependency("lib", "0.1.0", "file://../lib")]);
        locked.Matches(ChartMetadata.Read(contents, "web").Dependencies).ShouldBeTrue();
        locked.Matches([]).ShouldBeFalse();
    }
}
