using Deploy.Charts.Index;
using Deploy.Charts.Stores;
using Deploy.Charts.Upkeep;
using Deploy.Testing.Charts;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Deploy.Charts.Tests.Upkeep;

public sealed class StoreVerifierTests
{
    private static readonly ChartName[] _charts = [new("web")];
    private readonly IChartStore _store = Substitute.For<IChartStore>();

    [Fact]
    public async Task Should_find_what_cannot_be_installed_or_is_something_else()
    {
        var (sound, other, lost) = (Listed("0.1.0"), Listed("0.2.0"), Listed("0.3.0"));
        _store.FindAsync(_charts, Arg.Any<CancellationToken>()).Returns([sound, other, lost]);
        _store.FetchAsync(sound, Arg.Any<CancellationToken>()).Returns(TestCharts.Package());
        _store.FetchAsync(other, Arg.Any<CancellationToken>()).Returns(TestCharts.Package());
        _store.FetchAsync(lost, Arg.Any<CancellationToken>()).ThrowsAsync(new FailedException("there is no web:0.3.0"));

        (await new StoreVerifier(_store).VerifyAsync(_charts, TestContext.Current.CancellationToken)).ShouldBe([
            new(RepositoryFault.BadPackage, "oci://registry/web:0.2.0", "it holds web 0.1.0"),
            new(RepositoryFault.BadPackage, "oci://registry/web:0.3.0", "there is no web:0.3.0"),
        ]);
    }

    private static PublishedVersion Listed(string version) =>
        new(_charts[0], new ChartVersion(version), Digest: null, $"oci://registry/web:{version}");
}
