using Deploy.Charts.Metadata;
using Deploy.Charts.Publishing;
using Deploy.Oci.Ecr;
using Deploy.Oci.Registry;
using Deploy.Testing;
using Deploy.Testing.Charts;
using Deploy.Testing.Registry;
using Deploy.Tools.Helm;
using Deploy.Tools.Helm.Verbs;
using NSubstitute;

namespace Deploy.Charts.Tests;

public sealed class DependencyFetcherTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IHelm _helm = Substitute.For<IHelm>();
    private readonly List<HelmPullSettings> _pulls = [];

    public DependencyFetcherTests() =>
        _helm
            .PullAsync(Arg.Any<HelmPullSettings>(), Arg.Any<CancellationToken>())
            .Returns(call =>
            {
                _pulls.Add(call.Arg<HelmPullSettings>());
                File.WriteAllText(Path.Combine(_pulls[^1].Destination.FullPath, "lib-1.2.0.tgz"), "package");
                return Task.CompletedTask;
            });

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("https://charts.example.com/stable", "lib", "https://charts.example.com/stable")]
    [InlineData("@stable", "stable/lib", null)]
    [InlineData("alias:stable", "stable/lib", null)]
    public async Task Should_pull_from_a_repository_that_was_not_added(string repository, string chart, string? address)
    {
        var package = await FetchAsync(repository);

        package.ToArray().ShouldBe("package"u8.ToArray());
        _pulls.Single().Chart.ShouldBe(chart);
        _pulls.Single().Repository?.AbsoluteUri.ShouldBe(address);
        _pulls.Single().Version.ShouldBe(new ChartVersion("1.2.0"));
    }

    [Fact]
    public async Task Should_pull_once()
    {
        await FetchAsync("@stable");
        await FetchAsync("@stable");
        await FetchAsync("@other");

        _pulls.Select(pull => pull.Chart).ShouldBe(["stable/lib", "other/lib"]);
        Directory.GetDirectories(_folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("pack")]
    [InlineData("another")]
    public async Task Fault_45_Should_pull_again_what_was_damaged_meanwhile(string damaged)
    {
        await FetchAsync("@stable");
        await File.WriteAllTextAsync(Directory.GetFiles(_folder.Path, "*.tgz").Single(), damaged);

        (await FetchAsync("@stable")).ToArray().ShouldBe("package"u8.ToArray());

        _pulls.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("ftp://x")]
    [InlineData("stable")]
    [InlineData("https://me:secret@charts.example.com")]
    public async Task Should_refuse_a_repository_that_Helm_would_not_know(string repository)
    {
        await Should.ThrowAsync<UsageException>(() => FetchAsync(repository));
        _pulls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_take_from_a_registry_without_Helm()
    {
        await using var server = await RegistryServer.StartAsync();
        var stores = new ChartStoreFactory(
            _folder.Path,
            _folder.Path,
            TimeProvider.System,
            new Random(1),
            () => new RegistryClient(RegistryHttp.Create(), Substitute.For<ICredentialSource>(), TimeProvider.System),
            new EnsureRepository(_ => throw new InvalidOperationException("this is no ECR"))
        );
        var url = $"oci://{server.Host}/charts";
        var lib = TestCharts.Package("lib", "1.2.0");
        await stores.Open(url).PublishAsync(lib, new PublishRules(), TestContext.Current.CancellationToken);

        (await FetchAsync(url, stores: stores)).ToArray().ShouldBe(lib.Archive.ToArray());
        (
            await Should.ThrowAsync<FailedException>(() => FetchAsync(url, version: "1.3.0", stores: stores))
        ).Problem.ShouldBe($"{url} has no lib 1.3.0");
        _pulls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_say_that_a_package_cannot_be_kept()
    {
        var blocked = Path.Combine(_folder.Write("file", ""), "dependencies");

        (await Should.ThrowAsync<FailedException>(() => FetchAsync("@stable", blocked))).Problem.ShouldStartWith(
            $"cannot keep lib 1.2.0 in '{blocked}': "
        );
    }

    private Task<ReadOnlyMemory<byte>> FetchAsync(
        string repository,
        string? cache = null,
        string version = "1.2.0",
        ChartStoreFactory? stores = null
    ) =>
        new DependencyFetcher(_helm, stores!, cache ?? _folder.Path).FetchAsync(
            new ChartDependency("lib", version, repository),
            TestContext.Current.CancellationToken
        );
}
