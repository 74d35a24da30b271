using System.Runtime.Versioning;
using Deploy.Journal;
using Deploy.Stages.HelmInstall;
using Deploy.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Deploy.Tests.Stages.HelmInstall;

public sealed class OverlayFileTests : IDisposable
{
    private readonly TemporaryFolder _checkout = new();

    public void Dispose() => _checkout.Dispose();

    private OverlayFile Write(string overlay) =>
        OverlayFile.Write(
            new RunFolder(new RepositoryPaths(_checkout.Path), new FakeTimeProvider(), new Random(1)),
            new ReleaseName("prod-infosite"),
            overlay
        );

    [Fact]
    public void Should_hold_all_of_it_before_helm_is_started()
    {
        using var file = Write("""{ "replicas": 3 }""");

        File.ReadAllText(file.Path).ShouldBe("""{ "replicas": 3 }""");
        Path.GetFileName(file.Path).ShouldBe("prod-infosite.values.json");
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Should_be_for_its_owner_only()
    {
        using var file = Write("{}");

        File.GetUnixFileMode(file.Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Should_be_gone_when_helm_has_ended()
    {
        var file = Write("{}");

        file.Dispose();

        File.Exists(file.Path).ShouldBeFalse();
    }
}
