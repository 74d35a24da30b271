using Deploy.Journal;
using Deploy.Journal.Records;
using Deploy.Testing;
using Deploy.Tests.Reporting;
using Microsoft.Extensions.Time.Testing;

namespace Deploy.Tests.Journal;

public sealed class JournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private RepositoryPaths Paths => new(_folder.Path);

    [Fact]
    public void Should_read_what_was_written()
    {
        var records = Runs.Records(Runs.Failed());

        var run = Write(records);

        var reader = new JournalReader(Paths);
        reader.Runs().ShouldBe([run]);
        reader.Read(run).Select(RecordJson.Line).ShouldBe(records.Select(RecordJson.Line));
    }

    [Fact]
    public void Fault_01_should_read_the_journal_of_a_run_that_was_killed_while_it_wrote()
    {
        var run = Write(Runs.Records(Runs.Failed()));
        var file = Path.Combine(Paths.Runs, run, JournalFile.Name);
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^20]);

        new JournalReader(Paths).Read(run).Count.ShouldBe(Runs.Failed().Count - 1);
    }

    [Fact]
    public void Should_leave_nothing_behind_when_nothing_was_done()
    {
        Write(Runs.Records([new Note("only looked"), Runs.Progress("infosite", 1, 2, null)]));

        Directory.Exists(Paths.Runs).ShouldBeFalse();
    }

    [Fact]
    public void Should_keep_progress_and_child_output_out()
    {
        var run = Write(
            Runs.Records([
                new StageStarted(Stage.HelmTest),
                new ChildOutput(Stage.HelmTest, new("infosite"), "200 OK"),
                Runs.Progress("infosite", 1, 2, null),
            ])
        );

        new JournalReader(Paths).Read(run).ShouldHaveSingleItem().ShouldBeOfType<StageStartedRecord>();
    }

    [Fact]
    public void Should_name_the_last_run_when_asked_for_one_that_is_not_there()
    {
        var run = Write(Runs.Records(Runs.Successful()));

        var error = Should.Throw<UsageException>(() => new JournalReader(Paths).Read("2026"));

        error.Problem.ShouldContain("There is no run '2026'");
        error.NextStep.ShouldBe($"the last one is {run}");
    }

    [Fact]
    public void Should_keep_what_children_print_per_stage_and_service()
    {
        var folder = Folder();
        using (var logs = new ChildLogs(folder))
        {
            foreach (
                var record in Runs.Records([
                    new ChildOutput(Stage.HelmTest, new("users/api"), "one"),
                    new ChildOutput(Stage.HelmTest, new("infosite"), "other"),
                    new ServiceEnded(Stage.HelmTest, new("infosite")),
                    new ChildOutput(Stage.HelmTest, new("users/api"), "two"),
                ])
            )
            {
                logs.Read(record);
            }
        }

        File.ReadAllText(Path.Combine(Paths.Runs, folder.Id, "HelmTest-users-api.log")).ShouldBe("one\ntwo\n");
        File.ReadAllText(Path.Combine(Paths.Runs, folder.Id, "HelmTest-infosite.log")).ShouldBe("other\n");
    }

    private string Write(IEnumerable<RunRecord> records)
    {
        var folder = Folder();
        using var journal = new JournalFile(folder);
        foreach (var record in records)
        {
            journal.Read(record);
        }

        return folder.Id;
    }

    private RunFolder Folder() => new(Paths, new FakeTimeProvider(Runs.Began), new Random(1));
}
