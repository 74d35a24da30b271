using Deploy.Journal;
using Deploy.Operations.Runs;
using Deploy.Reporting;
using Deploy.Testing;

namespace Deploy.Tests.Journal;

public sealed class RunHistoryTests : IDisposable
{
    private const string Started = """
        {"event":"run_started","at":"2026-11-22T14:00:00+00:00","target":"InstallProd","environment":"prod","user":"ada","host":"here","process_id":42,"services":[{"name":"infosite"},{"name":"users/api"}]}
        """;
    private const string Proven = """{"event":"proven","at":"2026-11-22T14:00:05+00:00"}""";

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<int, DateTimeOffset> _processes = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_be_empty_where_nothing_ran() => Latest().ShouldBeEmpty();

    [Theory]
    [InlineData(0, "done")]
    [InlineData(1, "failed (1)")]
    [InlineData(2, "failed (2)")]
    [InlineData(3, "refused")]
    [InlineData(130, "interrupted")]
    public void Should_tell_how_runs_ended(int exitCode, string outcome)
    {
        Write("20261122-140000-0001", Started, Proven, $$"""{"event":"run_ended","exit_code":{{exitCode}}}""");

        Table()[1]
            .ShouldBe($"20261122-140000-0001  2026-11-22 14:00  InstallProd  prod  infosite users/api  {outcome}");
    }

    [Fact]
    public void Should_find_beginning_and_end_among_notes()
    {
        const string Note = """{"event":"note","text":"by the way"}""";
        Write("a", Note, Started, Proven, """{"event":"run_ended","exit_code":0}""", Note);

        Table()[1].ShouldBe("a    2026-11-22 14:00  InstallProd  prod  infosite users/api  done");
    }

    [Fact]
    public void Should_know_a_run_whose_process_is_gone()
    {
        Write("a", Started, Proven);

        Table()[1].ShouldEndWith("died (PID 42 is gone)");
    }

    [Fact]
    public void Should_know_a_run_whose_process_lives()
    {
        Write("a", Started, Proven);
        _processes[42] = new(2026, 11, 22, 13, 59, 59, TimeSpan.Zero);

        Table()[1].ShouldEndWith("running (PID 42)");
    }

    [Fact]
    public void Should_not_take_a_later_process_with_the_same_id_for_the_run()
    {
        Write("a", Started, Proven);
        _processes[42] = new(2026, 11, 22, 15, 0, 0, TimeSpan.Zero);

        Table()[1].ShouldEndWith("died (PID 42 is gone)");
    }

    [Theory]
    [InlineData("""{"event":"proven"}""")]
    [InlineData("""{"event":"run_started","host":"elsewhere","process_id":42}""")]
    [InlineData("""{"event":"run_sta""")]
    [InlineData("")]
    [InlineData("[]")]
    public void Should_not_pretend_to_know(string journal)
    {
        Write("a", journal);

        Table()[1].ShouldEndWith("died or still running");
    }

    [Fact]
    public void Should_list_the_last_ones_first()
    {
        Write("20261122-140000-0001", Started);
        Write("20261122-150000-0001", Started);
        Write("20261122-130000-0001", Started);

        Latest(2).Select(run => run.Id).ShouldBe(["20261122-150000-0001", "20261122-140000-0001"]);
    }

    [Fact]
    public void Should_give_the_same_as_json()
    {
        Write("a", Started, Proven, """{"event":"run_ended","exit_code":3}""");
        using var writer = new StringWriter();

        new RunsText(new Output(writer, hasColours: false)).Write(Latest(), asJson: true);

        writer.ToString().ShouldContain("\"end\": \"refused\"");
        writer.ToString().ShouldContain("\"exit_code\": 3");
    }

    private string[] Table()
    {
        using var writer = new StringWriter();
        new RunsText(new Output(writer, hasColours: false)).Write(Latest(), asJson: false);
        return writer.ToString().Split(Environment.NewLine);
    }

    private IReadOnlyList<JournaledRun> Latest(int count = 10) =>
        [
            .. new RunHistory(
                new JournalReader(new RepositoryPaths(_folder.Path)),
                "here",
                id => _processes.TryGetValue(id, out var start) ? start : null
            ).Latest(count),
        ];

    private void Write(string run, params string[] lines) =>
        _folder.Write($".deploy/runs/{run}/journal.jsonl", string.Join('\n', lines) + "\n");
}
