using Deploy.Charts.Objects;
using Deploy.Charts.Stores.Indexed;

namespace Deploy.Integration.Charts;

public sealed class FolderRepositoryTests : IDisposable
{
    private readonly Testing.TemporaryFolder _folder = new();
    private readonly Publishers _publishers;

    public FolderRepositoryTests() => _publishers = new Publishers(_folder.Path);

    private IndexedRepository Repository =>
        new(new FolderObjects(_folder.Path, TimeProvider.System, new Random(1)), RepositoryLayout.Folder);

    public void Dispose()
    {
        _publishers.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(32)]
    public Task Fault_21_should_keep_the_charts_of_all_processes_that_publish_at_once(int count) =>
        ConcurrentPublishing.ShouldKeepAllCharts(Repository, _publishers, count);

    [Fact]
    public Task Fault_21_should_publish_a_version_once_when_8_processes_do() =>
        ConcurrentPublishing.ShouldPublishOnce(Repository, _publishers, 8);

    [Fact]
    public Task Fault_01_should_be_sound_or_repairable_after_a_kill_at_any_step() =>
        ConcurrentPublishing.ShouldConvergeAfterAKillAtAnyStep(Repository, _publishers);
}
