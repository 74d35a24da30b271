using Deploy.Clusters.Releases;
using Deploy.Platforms;
using Deploy.Stages.VerifyGitClean;
using Deploy.Testing;
using Deploy.Tools.Git;
using Deploy.Tools.Helm;
using Deploy.Tools.Helm.Results;
using Deploy.Tools.Helm.Verbs;
using NSubstitute;

namespace Deploy.Tests.Stages.VerifyGitClean;

public sealed class MigrationGateTests
{
    private const string Earlier = "aaaaaaaaaaaa";

    private readonly IGit _git = Substitute.For<IGit>();
    private readonly IHelm _helm = Substitute.For<IHelm>();
    private readonly IPlatform _platform = Substitute.For<IPlatform>();
    private readonly RecordedEvents _events = new();

    public MigrationGateTests() =>
        _platform
            .OpenAsync(default!, default)
            .ReturnsForAnyArgs(new PlatformAccess("/kubeconfig", new("registry.example.com")));

    private void IsDeployed(string? commit) =>
        _helm
            .HistoryAsync(
                Arg.Is<HelmHistorySettings>(settings => settings.Release == new ReleaseName("staging-users-api")),
                Arg.Any<CancellationToken>()
            )
            .Returns(
                commit is null
                    ? []
                    :
                    [
                        Release(3, HelmStatus.Deployed, commit),
                        Release(4, HelmStatus.Failed, Plans.Commit[..ImageTag.CommitDigits]),
                    ]
            );

    private static HelmRelease Release(int revision, HelmStatus status, string commit) =>
        new(
            "staging-users-api",
            new("staging"),
            revision,
            status,
            "users-api",
            "1.0.0",
            "",
            DateTimeOffset.UnixEpoch,
            new ReleaseMark(commit, "ada", new string('0', 32)).ToString()
        );

    private void HaveChanged(params string[] files) =>
        _git.ChangedAsync(Earlier, Plans.Commit, Arg.Any<IReadOnlyCollection<string>>(), Arg.Any<CancellationToken>())
            .Returns(files);

    private async Task RunAsync(string service = "infosite", Func<RunOptions, RunOptions>? options = null)
    {
        var catalog = Catalogs.Demo with
        {
            Migrations = [new MigrationRule(new("users/api"), ["services/users/**/migrations/*"])],
        };
        var plan = Plans.Of(Plans.Service(service));
        plan = plan with { Options = (options ?? (same => same))(plan.Options) };
        using var target = new TargetCluster(_platform, plan.Scope);
        await new MigrationGate(catalog, _git, _helm, target, _events).RunAsync(plan, default);
    }

    [Fact]
    public async Task Should_refuse_while_migrations_are_pending()
    {
        IsDeployed(Earlier);
        HaveChanged("services/users/api/migrations/0007.py");

        var refused = await Should.ThrowAsync<RefusedException>(() => RunAsync());

        refused.Problem.ShouldBe(
            "migrations are pending since aaaaaaaaaaaa, from which staging-users-api was deployed: services/users/api/migrations/0007.py"
        );
        refused.NextStep!.ShouldContain("--services=users/api,");
    }

    [Fact]
    public async Task Should_pass_when_none_has_changed()
    {
        IsDeployed(Earlier);
        HaveChanged();
        await RunAsync();
    }

    [Fact]
    public async Task Should_pass_when_the_lead_runs_this_commit()
    {
        IsDeployed(Plans.Commit[..12]);
        await RunAsync();
        _git.ReceivedCalls().ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_pass_when_the_lead_is_part_of_the_run()
    {
        await RunAsync("users/api");
        _helm.ReceivedCalls().ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_refuse_when_nobody_knows_what_the_lead_is_at()
    {
        IsDeployed(null);
        (await Should.ThrowAsync<RefusedException>(() => RunAsync())).Problem.ShouldStartWith(
            "staging-users-api is not deployed"
        );
    }

    [Fact]
    public async Task Should_refuse_when_the_leads_commit_is_not_here()
    {
        IsDeployed(Earlier);
        _git.ChangedAsync(default!, default!, default!, default)
            .ReturnsForAnyArgs(Task.FromException<IReadOnlyList<string>>(new FailedException("git diff: bad object")));
        (await Should.ThrowAsync<RefusedException>(() => RunAsync())).Problem.ShouldContain("does not have");
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Should_only_warn_when_the_guard_was_taken_away(bool skips, bool refuses)
    {
        IsDeployed(null);
        await RunAsync(options: options => options with { SkipMigrations = skips, GuardsRefuse = refuses });
        _events.All.OfType<Note>().ShouldHaveSingleItem().IsWarning.ShouldBeTrue();
    }
}
