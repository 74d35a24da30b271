using System.Text;
using Deploy.Operations.Commit;
using Deploy.Testing;
using Deploy.Testing.Processes;
using Deploy.Tools.Git;
using NSubstitute;

namespace Deploy.Tests.Operations.Commit;

public sealed class CommitStepTests : IDisposable
{
    private const string Old = "prod-2026-01-01.00-00-00-aaaaaaaaaaaa";
    private const string New = "prod-2026-02-01.00-00-00-bbbbbbbbbbbb";

    private readonly TemporaryFolder _folder = new();
    private readonly IGit _git = Substitute.For<IGit>();
    private readonly RecordedEvents _events = new();
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _committed = [];
    private readonly List<ServicePlan> _services = [];
    private GitBranchCommit? _commit;

    public CommitStepTests()
    {
        _git.HeadAsync(default)
            .ReturnsForAnyArgs(new GitCommit(Plans.Commit, DateTimeOffset.UnixEpoch, "Ada", "Subject"));
        _git.ContentsAsync(default!, default!, default).ReturnsForAnyArgs(_committed);
        _git.RemoteUrlAsync("origin", Arg.Any<CancellationToken>()).Returns("git@github.com:example/services.git");
        _git.LogAsync(default!, default!, default!, default).ReturnsForAnyArgs([]);
        _git.CreateBranchAsync(Arg.Do<GitBranchCommit>(commit => _commit = commit), Arg.Any<CancellationToken>())
            .Returns(Plans.Commit);
    }

    public void Dispose() => _folder.Dispose();

    private void HasService(string name, string committed, string now)
    {
        var service = Plans.Service(name);
        _services.Add(service);
        _committed[service.Chart.ValuesFile] = Encoding.UTF8.GetBytes(committed);
        _folder.Write(service.Chart.ValuesFile, now);
    }

    private Task RunAsync()
    {
        var paths = new RepositoryPaths(_folder.Path);
        var history = new SourceHistory(_git, RealCommands.Host(), paths);
        return new CommitStep(_git, history, Catalogs.Demo, paths, _events).RunAsync(
            Plans.Of([.. _services]).Scope,
            default
        );
    }

    [Fact]
    public async Task Should_commit_only_the_files_that_got_new_tags()
    {
        HasService("infosite", $"image_rev: {Old}\n", $"image_rev: {New}\n");
        HasService("users/api", $"image_rev: {Old}\n", $"image_rev: {Old}\n");

        await RunAsync();

        _commit.ShouldNotBeNull().Parent.ShouldBe(Plans.Commit);
        _commit.Branch.ShouldBe("deploy/infosite-bbbbbbbbbbbb");
        var (file, content) = _commit.Files.ShouldHaveSingleItem();
        file.ShouldBe("charts/services/infosite/infosite/values.yaml");
        Encoding.UTF8.GetString(content!.Value.Span).ShouldBe($"image_rev: {New}\n");
    }

    [Fact]
    public async Task Should_tell_what_the_new_tags_bring()
    {
        HasService("infosite", $"image_rev: {Old}\n", $"image_rev: {New}\n");
        HasService("users/api", "image_rev: v1\n", $"image_rev: {New}\n");
        _git.LogAsync("aaaaaaaaaaaa", "bbbbbbbbbbbb", Arg.Any<IReadOnlyCollection<string>>(), default)
            .ReturnsForAnyArgs([
                new GitCommit(new string('c', 40), DateTimeOffset.UnixEpoch, "Ada", "Show the year (#12)"),
                new GitCommit(new string('d', 40), DateTimeOffset.UnixEpoch, "Bob", "Tidy"),
            ]);

        await RunAsync();

        _commit!.Message.ShouldBe(
            $"""
            Update infosite, users/api in prod/staging

            infosite
              gunicorn: {Old} → {New}
              - cccccccccccc Show the year (#12) (Ada) https://github.com/example/services/pull/12
              - dddddddddddd Tidy (Bob)

            users/api
              gunicorn: v1 → {New}
              (no change log: a tag does not name the commit that it was built from)

            """
        );
    }

    [Fact]
    public async Task Should_say_how_to_go_on()
    {
        HasService("infosite", $"image_rev: {Old}\n", $"image_rev: {New}\n");

        await RunAsync();

        _events
            .Notes.Last()
            .ShouldBe(
                "next: git push origin deploy/infosite-bbbbbbbbbbbb, then https://github.com/example/services/compare/main...deploy/infosite-bbbbbbbbbbbb?expand=1"
            );
    }

    [Fact]
    public async Task Should_name_no_service_where_there_is_no_room()
    {
        foreach (var name in (string[])["buildsense/api", "infosite", "users/api", "users/workflow", "webhooks"])
        {
            HasService(name, $"image_rev: {Old}\n", $"image_rev: {New}\n");
        }

        await RunAsync();

        _commit!.Message.ShouldStartWith("Update services in prod/staging\n\nbuildsense/api\n");
        _commit.Branch.ShouldBe("deploy/5-services-bbbbbbbbbbbb");
    }

    [Fact]
    public async Task Should_refuse_a_file_that_has_more_than_new_tags()
    {
        HasService("infosite", $"image_rev: {Old}\nreplicas: 1\n", $"image_rev: {New}\nreplicas: 2\n");

        (await Should.ThrowAsync<RefusedException>(RunAsync)).Problem.ShouldContain("other changes beside");
        _commit.ShouldBeNull();
    }

    [Fact]
    public async Task Should_refuse_to_commit_nothing()
    {
        HasService("infosite", $"image_rev: {Old}\n", $"image_rev: {Old}\n");

        (await Should.ThrowAsync<RefusedException>(RunAsync)).Problem.ShouldBe(
            "No values file of infosite has new image tags"
        );
    }

    [Fact]
    public async Task Should_commit_all_the_same_when_the_history_is_cut_off()
    {
        HasService("infosite", $"image_rev: {Old}\n", $"image_rev: {New}\n");
        _git.LogAsync(default!, default!, default!, default)
            .ReturnsForAnyArgs(
                Task.FromException<IReadOnlyList<GitCommit>>(new FailedException("git log: Invalid revision range"))
            );

        await RunAsync();

        _commit!.Message.ShouldContain("(no change log: git log: Invalid revision range)");
    }
}
