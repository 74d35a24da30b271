using Deploy.Locking;
using Deploy.Testing;
using Deploy.Tools;
using Deploy.Tools.Helm;
using Deploy.Tools.Helm.Processes;
using Deploy.Tools.Helm.Results;
using Deploy.Tools.Helm.Verbs;
using NSubstitute;

namespace Deploy.Tests.Locking;

public sealed class RecoverReleaseTests
{
    private static readonly NamespaceName _prod = new("prod");
    private static readonly ClusterAccess _cluster = new("/kubeconfig", "prod-e1-1");
    private static readonly PlannedRelease _release = new(
        new("prod-infosite"),
        _prod,
        "prod-e1-1",
        [],
        TimeSpan.FromSeconds(90),
        TimeSpan.FromSeconds(60)
    );

    private readonly IHelm _helm = Substitute.For<IHelm>();
    private readonly IHeldLocks _locks = Substitute.For<IHeldLocks>();
    private readonly FakeMachine _machine = new();
    private readonly List<string> _notes = [];
    private readonly List<string> _calls = [];
    private readonly List<HelmRelease> _history = [];
    private readonly List<string> _asked = [];
    private Func<string, string?>? _ask;

    public RecoverReleaseTests()
    {
        _helm.HistoryAsync(default!, default).ReturnsForAnyArgs(_ => [.. _history]);
        _helm
            .RollbackAsync(default!, default)
            .ReturnsForAnyArgs(call =>
            {
                var revision = call.Arg<HelmRollbackSettings>().Revision;
                _calls.Add($"rollback to {revision}");
                Was(HelmStatus.Deployed);
                return Task.CompletedTask;
            });
        _helm
            .UninstallAsync(default!, default)
            .ReturnsForAnyArgs(_ =>
            {
                _calls.Add("uninstall");
                _history.Clear();
                return Task.CompletedTask;
            });
    }

    [Theory]
    [InlineData(HelmStatus.Deployed)]
    [InlineData(HelmStatus.Failed)]
    public async Task Should_leave_a_settled_release_alone(HelmStatus status)
    {
        Was(status);

        (await RecoverAsync())!.Revision.ShouldBe(1);
        _calls.ShouldBeEmpty();
        _notes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_have_nothing_to_do_for_a_first_install() => (await RecoverAsync()).ShouldBeNull();

    [Theory]
    [InlineData(HelmStatus.PendingUpgrade, "pending-upgrade")]
    [InlineData(HelmStatus.PendingRollback, "pending-rollback")]
    public async Task Should_roll_back_to_the_revision_that_runs(HelmStatus status, string word)
    {
        Was(HelmStatus.Superseded, HelmStatus.Deployed, HelmStatus.Failed, status);

        var recovered = await RecoverAsync();

        _calls.ShouldBe(["rollback to 2"]);
        recovered!.Status.ShouldBe(HelmStatus.Deployed);
        recovered.Revision.ShouldBe(5);
        _notes
            .ShouldHaveSingleItem()
            .ShouldBe(
                $"prod-infosite is {word} at revision 4 since 2026-11-22 14:00:00 UTC, and no helm of this machine works on it: rolling back to revision 2"
            );
    }

    [Fact]
    public async Task Should_roll_back_to_what_ran_last_where_nothing_is_deployed_any_more()
    {
        Was(HelmStatus.Superseded, HelmStatus.Superseded, HelmStatus.Failed, HelmStatus.PendingRollback);

        await RecoverAsync();

        _calls.ShouldBe(["rollback to 2"]);
    }

    [Fact]
    public async Task Fault_50_should_not_roll_back_to_a_first_install_that_never_came_up()
    {
        Was(HelmStatus.Superseded, HelmStatus.Superseded, HelmStatus.PendingRollback);
        _history[1] = _history[1] with { Description = "Release \"prod-infosite\" failed: context deadline exceeded" };

        await RecoverAsync();

        _calls.ShouldBe(["rollback to 1"]);
    }

    [Fact]
    public async Task Should_not_uninstall_a_first_install_without_consent()
    {
        Was(HelmStatus.PendingInstall);

        var refusal = await Should.ThrowAsync<RefusedException>(() => RecoverAsync());

        refusal.Problem.ShouldBe(
            "prod-infosite is pending-install at revision 1 since 2026-11-22 14:00:00 UTC, no helm of this machine works on it, and no revision ever ran: only uninstalling helps, and nobody has agreed to that"
        );
        refusal.NextStep.ShouldBe(
            "run again with --yes, or: helm uninstall prod-infosite --namespace prod --kube-context prod-e1-1"
        );
        _calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_uninstall_a_first_install_that_was_agreed_to_beforehand()
    {
        Was(HelmStatus.PendingInstall);

        (await RecoverAsync(yes: true)).ShouldBeNull();

        _calls.ShouldBe(["uninstall"]);
    }

    [Theory]
    [InlineData("prod-infosite", true)]
    [InlineData("yes", false)]
    [InlineData(null, false)]
    public async Task Should_take_only_the_releases_name_for_consent(string? answer, bool agrees)
    {
        Was(HelmStatus.PendingInstall);
        _ask = question =>
        {
            _asked.Add(question);
            return answer;
        };

        if (agrees)
        {
            await RecoverAsync();
        }
        else
        {
            await Should.ThrowAsync<RefusedException>(() => RecoverAsync());
        }

        _calls.ShouldBe(agrees ? ["uninstall"] : []);
        _asked.ShouldHaveSingleItem().ShouldEndWith("Type prod-infosite to uninstall it and go on: ");
    }

    [Fact]
    public async Task Should_finish_an_uninstall_that_was_cut_short_only_with_consent()
    {
        Was(HelmStatus.Uninstalling);

        await Should.ThrowAsync<RefusedException>(() => RecoverAsync());
        (await RecoverAsync(yes: true)).ShouldBeNull();
    }

    [Fact]
    public async Task Should_refuse_while_a_helm_of_the_release_lives()
    {
        Was(HelmStatus.Deployed, HelmStatus.PendingUpgrade);
        _machine.Helm.Add(new HelmProcess(4300, "upgrade", ["prod-infosite", "./chart"], LockFixture.Start));

        var refusal = await Should.ThrowAsync<RefusedException>(() => RecoverAsync(yes: true));

        refusal.Problem.ShouldBe(
            "prod-infosite is pending-upgrade at revision 2 since 2026-11-22 14:00:00 UTC: helm upgrade prod-infosite (PID 4300) works on it, on here, since 2026-11-22 14:00:00 UTC"
        );
        _calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Should_not_mind_the_helm_of_another_release()
    {
        Was(HelmStatus.Deployed, HelmStatus.PendingUpgrade);
        _machine.Helm.Add(new HelmProcess(4300, "upgrade", ["prod-webhooks", "./chart"], LockFixture.Start));

        await RecoverAsync();

        _calls.ShouldBe(["rollback to 1"]);
    }

    [Fact]
    public async Task Should_wait_for_a_living_helm_and_look_again()
    {
        Was(HelmStatus.Deployed, HelmStatus.PendingUpgrade);
        _machine.Helm.Add(new HelmProcess(4300, "upgrade", ["prod-infosite"], LockFixture.Start));
        var looks = 0;
        _machine.OnLook = () =>
        {
            if (++looks == 5)
            {
                _machine.Helm.Clear();
                _history.Clear();
                Was(HelmStatus.Superseded, HelmStatus.Deployed);
            }
        };

        (await RecoverAsync(wait: TimeSpan.FromMinutes(1)))!.Revision.ShouldBe(2);

        _calls.ShouldBeEmpty();
        _notes.ShouldHaveSingleItem().ShouldEndWith("(PID 4300) works on it; waiting 1m at most");
    }

    [Fact]
    public async Task Should_do_nothing_without_the_lock()
    {
        Was(HelmStatus.Deployed, HelmStatus.PendingUpgrade);
        _locks.When(locks => locks.Require(_prod)).Throw(new FailedException("lost"));

        await Should.ThrowAsync<FailedException>(() => RecoverAsync());

        _calls.ShouldBeEmpty();
    }

    private void Was(params HelmStatus[] statuses)
    {
        foreach (var status in statuses)
        {
            _history.Insert(
                0,
                new("prod-infosite", _prod, _history.Count + 1, status, "infosite", "1.0.0", "", LockFixture.Start, "")
            );
        }
    }

    private Task<HelmRelease?> RecoverAsync(bool yes = false, TimeSpan? wait = null)
    {
        var events = Substitute.For<IRunEvents>();
        events.When(them => them.Publish(Arg.Any<Note>())).Do(call => _notes.Add(call.Arg<Note>().Text));
        return new RecoverRelease(
            _helm,
            _locks,
            _machine,
            new UninstallConsent(_ask),
            new InstantTime(LockFixture.Start),
            events
        ).RunAsync(
            new RunOptions
            {
                Concurrency = 1,
                IsConfirmed = yes,
                LockWait = wait,
            },
            _release,
            _cluster,
            _history.FirstOrDefault(),
            TestContext.Current.CancellationToken
        );
    }
}
