using Deploy.Journal;
using Deploy.Planning.Resuming;
using Deploy.Testing;

namespace Deploy.Tests.Planning.Resuming;

public sealed class UnfinishedRunsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<int, DateTimeOffset> _processes = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_find_the_last_run_that_did_not_end_well()
    {
        Write("a", Started("a"));
        Write("b", Started("b"), Ended(1));
        Write("c", Started("c"), Ended(0));

        Find().Id.ShouldBe("b");
        Find().Text.ShouldBe("run b, InstallProd of infosite to prod, which failed");
        Find("a").Text.ShouldBe("run a, InstallProd of infosite to prod, whose process 42 died");
    }

    [Fact]
    public void Should_pass_over_a_run_that_a_later_one_went_on_with()
    {
        Write("a", Started("a"));
        Write("b", Started("b", resumes: "a"), Ended(1));
        Write("c", Started("c", resumes: "b"), Ended(0));

        Refusal(null).ShouldBe("No run in this checkout has anything left to do");
        Refusal("a").ShouldBe("Run a was brought to its end by run c");
    }

    [Fact]
    public void Should_know_what_all_runs_before_it_have_proved()
    {
        Write("a", Started("a"), Tested);
        Write("b", Started("b", resumes: "a"), Ended(3));

        var run = Find();
        run.Id.ShouldBe("b");
        run.Claims.ShouldHaveSingleItem().ShouldBeOfType<TestsRan>().Revision.ShouldBe(4);
    }

    [Fact]
    public void Should_refuse_a_run_that_ended_well()
    {
        Write("a", Started("a"), Ended(0));

        Refusal("a").ShouldBe("Run a ended well: there is nothing to go on with");
    }

    [Fact]
    public void Should_refuse_a_run_that_is_alive()
    {
        Write("a", Started("a"));
        _processes[42] = new(2026, 11, 22, 13, 59, 59, TimeSpan.Zero);

        Refusal(null).ShouldBe("Run a is still alive: process 42 on this machine");
    }

    [Fact]
    public void Should_refuse_a_run_that_nothing_is_known_of()
    {
        Write("a", """{"event":"run_sta""");
        Write("b", Started("b").Replace("\"schema\":1", "\"schema\":2"));

        Refusal("a").ShouldBe("The journal of run a does not say what it was");
        Refusal("b").ShouldBe("Run b is of a later version of this program");
    }

    [Theory]
    [InlineData("20261122-140000-0002", "There is no run '20261122-140000-0002'; did you mean '20261122-140000-0001'?")]
    [InlineData("../runs", "There is no run '../runs'")]
    public void Should_name_the_nearest_of_a_run_that_is_not_there(string id, string problem)
    {
        Write("20261122-140000-0001", Started("20261122-140000-0001"));

        Should.Throw<UsageException>(() => Find(id)).Problem.ShouldBe(problem);
    }

    [Fact]
    public void Should_refuse_to_go_elsewhere_with_it()
    {
        Write("a", Started("a"));
        var same = Plans.Of(Pipeline.InstallProd, "prod", Plans.Service("infosite"));
        var other = Plans.Of(Pipeline.InstallProd, "staging", Plans.Service("infosite"), Plans.Service("users/api"));

        Find().RequireSame(same.Scope, PlatformKind.Embedded);
        Find().RequireSame(same.Source);
        Should
            .Throw<RefusedException>(() => Find().RequireSame(other.Scope, PlatformKind.Embedded))
            .Problem.ShouldBe(
                "Run a was another one: environment prod → staging; namespaces prod → staging; services infosite → infosite, users/api"
            );
        Should
            .Throw<RefusedException>(() => Find().RequireSame(same.Source with { DirtyContent = "0f3c2a9d" }))
            .Problem.ShouldBe("Run a was another one: local changes none → 0f3c2a9d");
    }

    private UnfinishedRun Find(string? id = null)
    {
        var journals = new JournalReader(new RepositoryPaths(_folder.Path));
        var history = new RunHistory(journals, "here", id => _processes.TryGetValue(id, out var start) ? start : null);
        return new UnfinishedRuns(journals, history).Find(id);
    }

    private string Refusal(string? id) => Should.Throw<RefusedException>(() => Find(id)).Problem;

    private static string Started(string run, string? resumes = null)
    {
        var more = resumes is null ? "" : $",\"resumes\":\"{resumes}\"";
        return $$"""
            {"event":"run_started","at":"2026-11-22T14:00:00+00:00","schema":1,"run":"{{run}}","command_line":["--target=InstallProd"],"target":"InstallProd","environment":"prod","cluster":"prod-e1-1","platform":"embedded","namespaces":["prod"],"stages":["HelmInstall"],"commit":"{{Plans.Commit}}","user":"ada","host":"here","process_id":42,"services":[{"name":"infosite"}]{{more}} }
            """;
    }

    private const string Tested =
        """{"event":"proven","stage":"HelmTest","service":"infosite","fact":{"kind":"tests_ran","details":{"release":"prod-infosite","verdict":"passed","revision":"4","logs":""}}}""";

    private static string Ended(int code) => $$"""{"event":"run_ended","exit_code":{{code}}}""";

    private void Write(string run, params string[] lines) =>
        _folder.Write($".deploy/runs/{run}/journal.jsonl", string.Join('\n', lines) + "\n");
}
