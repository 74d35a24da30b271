using Deploy.Charts.Index;
using Deploy.Charts.Packaging;
using Deploy.Charts.Stores;
using Deploy.Testing;
using Deploy.Testing.Charts;
using NSubstitute;

namespace Deploy.Charts.Tests.Stores;

public sealed class ChartCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ChartPackage _package = TestCharts.Package();

    public void Dispose() => _folder.Dispose();

    private ChartCache Cache => new(_folder.Path);

    private PublishedVersion Listed => new(_package.Name, _package.Version, _package.Digest, _package.FileName);

    [Fact]
    public void Should_keep_a_package_as_a_file()
    {
        var path = Cache.Keep(_package);

        File.ReadAllBytes(path).ShouldBe(_package.Archive.ToArray());
        Cache.Keep(_package).ShouldBe(path);
        Cache.Find(_package.Digest)!.Name.ShouldBe(_package.Name);
        Directory.GetFiles(_folder.Path).ShouldBe([path]);
    }

    [Fact]
    public void Should_not_give_out_what_was_damaged()
    {
        var path = Cache.Keep(_package);
        File.WriteAllText(path, "damaged");

        Cache.Find(_package.Digest).ShouldBeNull();
        Cache.Keep(_package);
        Cache.Find(_package.Digest).ShouldNotBeNull();
    }

    [Fact]
    public void Should_say_that_a_package_cannot_be_kept()
    {
        var blocked = Path.Combine(_folder.Write("file", ""), "charts");

        Should
            .Throw<FailedException>(() => new ChartCache(blocked).Keep(_package))
            .Problem.ShouldStartWith($"cannot write '{blocked}/");
    }

    [Fact]
    public async Task Should_download_what_a_listing_has_no_digest_of_and_keep_it()
    {
        var store = Substitute.For<IChartStore>();
        var listed = Listed with { Digest = null };
        store.ResolveAsync(listed, Arg.Any<CancellationToken>()).Returns(listed);
        store.FetchAsync(listed, Arg.Any<CancellationToken>()).Returns(_package);

        await new CachingChartStore(store, Cache).FetchAsync(listed, TestContext.Current.CancellationToken);

        Cache.Find(_package.Digest).ShouldNotBeNull();
    }

    [Fact]
    public async Task Should_download_once()
    {
        var store = Substitute.For<IChartStore>();
        store.ResolveAsync(Listed, Arg.Any<CancellationToken>()).Returns(Listed);
        store.FetchAsync(Listed, Arg.Any<CancellationToken>()).Returns(_package);
        var caching = new CachingChartStore(store, Cache);

        await caching.FetchAsync(Listed, TestContext.Current.CancellationToken);
        var again = await caching.FetchAsync(Listed, TestContext.Current.CancellationToken);

        again.Digest.ShouldBe(_package.Digest);
        await store.Received(1).FetchAsync(Listed, Arg.Any<CancellationToken>());
    }
}
