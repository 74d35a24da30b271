namespace Deploy.Integration.Charts;

[Trait("Category", "Aws")]
public sealed class S3RepositoryTests : IAsyncLifetime
{
    private Moto _moto = null!;
    private Publishers _publishers = null!;

    public async ValueTask InitializeAsync()
    {
        _moto = await Moto.StartAsync();
        _publishers = new Publishers(_moto.Url, Moto.EnvironmentOf(_moto.Address));
    }

    public async ValueTask DisposeAsync()
    {
        _publishers?.Dispose();
        if (_moto is not null)
        {
            await _moto.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(32)]
    public Task Fault_21_should_keep_the_charts_of_all_processes_that_publish_at_once(int count) =>
        ConcurrentPublishing.ShouldKeepAllCharts(_moto.Repository(), _publishers, count);

    [Fact]
    public async Task Fault_21_should_publish_a_version_once_when_8_processes_do()
    {
        await InitializeRepositoryAsync();
        await ConcurrentPublishing.ShouldPublishOnce(_moto.Repository(), _publishers, 8);
    }

    [Fact]
    public async Task Fault_01_should_be_sound_or_repairable_after_a_kill_at_any_step()
    {
        await InitializeRepositoryAsync();
        await ConcurrentPublishing.ShouldConvergeAfterAKillAtAnyStep(_moto.Repository(), _publishers);
    }

    [Fact]
    public async Task Should_keep_what_the_helm_s3_plugin_keeps_beside_a_package()
    {
        await InitializeRepositoryAsync();
        var chart = _publishers.Write("web");

        (await _publishers.Publish(chart)).ShouldHaveSucceeded();

        var stored = await _moto.Client.GetObjectMetadataAsync(_moto.Bucket, "charts/web-1.0.0.tgz");
        stored.Headers.ContentType.ShouldBe("application/gzip");
        stored.Metadata["chart-digest"].ShouldBe(Publishers.Package(chart).Digest.Hex);
        stored.Metadata["chart-metadata"].ShouldContain("\"name\":\"web\"");
        (await ConcurrentPublishing.IndexAsync(_moto.Repository())).ShouldContain($"    - {_moto.Url}/web-1.0.0.tgz\n");
    }

    private Task InitializeRepositoryAsync() =>
        new Deploy.Charts.Upkeep.RepoInitializer(_moto.Repository(), TimeProvider.System).RunAsync(default);
}
