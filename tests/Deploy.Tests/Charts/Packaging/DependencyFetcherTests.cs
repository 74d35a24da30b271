using Deploy.Charts;
using Deploy.Model;
using Deploy.Testing;
using Deploy.Tools.Helm;
using Deploy.Tools.Helm.Verbs;
using NSubstitute;

namespace Deploy.Tests.Charts;

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
    [InlineData("ftp://x")]
    [InlineData("stable")]
    [InlineData("https://me:secret@charts.example.com")]
    public async Task Should_refuse_a_repository_that_Helm_would_not_know(string repository)
    {
        await Should.ThrowAsync<UsageException>(() => FetchAsync(repository));
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

    private Task<ReadOnlyMemory<byte>> FetchAsync(string repository, string? cache = null) =>
        new DependencyFetcher(_helm, null!, cache ?? _folder.Path).FetchAsync(
            new ChartDependency("lib", "1.2.0", repository),
            TestContext.Current.CancellationToken
        );
}
