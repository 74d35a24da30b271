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
    public async Task Fault_24_should_refuse_a_folder_whose_locks_do_not_hold()
    {
        using var publishers = new Publishers(_folder.Path, new() { ["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = "true" });

        var child = await publishers.Publish(publishers.Write("lib"));

        child.ExitCode.ShouldNotBe(0);
        child.ToString().ShouldContain("is where locks on files do not hold");
        File.Exists(Path.Combine(_folder.Path, "index.yaml")).ShouldBeFalse();
    }

    [Fact]
    public Task Fault_21_should_publish_a_version_once_when_8_processes_do() =>
        ConcurrentPublishing.ShouldPublishOnce(Repository, _publishers, 8);

    [Fact]
    public Task Fault_01_should_be_sound_or_repairable_after_a_kill_at_any_step() =>
        ConcurrentPublishing.ShouldConvergeAfterAKillAtAnyStep(Repository, _publishers);
}
