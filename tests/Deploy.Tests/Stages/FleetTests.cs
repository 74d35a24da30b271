using System.Collections.Concurrent;
using Deploy.Journal;
using Deploy.Stages;
using Deploy.Testing;

namespace Deploy.Tests.Stages;

public sealed class FleetTests
{
    private readonly Recorder _said = new();
    private readonly ConcurrentQueue<string> _worked = new();

    [Fact]
    public async Task Should_start_a_service_only_when_all_that_it_needs_is_done()
    {
        var release = new TaskCompletionSource();
        var run = InOrderAsync(
            Plan(Service("a"), Service("b", "a"), Service("c", "a"), Service("d", "b", "c")),
            async service =>
            {
                if (service == "c")
                {
                    await release.Task;
                }
            }
        );
        _worked.ShouldNotContain("d");
        release.SetResult();
        await run;

        _worked.First().ShouldBe("a");
        _worked.Last().ShouldBe("d");
    }

    [Fact]
    public async Task Should_not_wait_for_a_whole_wave()
    {
        var never = new TaskCompletionSource();
        var needy = new TaskCompletionSource();
        var run = InOrderAsync(
            Plan(Service("slow"), Service("fast"), Service("needs-fast", "fast")),
            async service =>
            {
                if (service == "needs-fast")
                {
                    needy.SetResult();
                }

                await (service == "slow" ? never.Task : Task.CompletedTask);
            }
        );

        await needy.Task;
        never.SetResult();
        await run;
    }

    [Fact]
    public async Task Should_not_start_what_needs_something_that_failed_and_end_the_rest()
    {
        var plan = Plan(Service("a"), Service("b", "a"), Service("c", "b"), Service("d"));

        var error = await Should.ThrowAsync<FailedException>(() => InOrderAsync(plan, Failing("a")));

        error.Problem.ShouldBe("a is broken");
        _worked.ShouldBe(["a", "d"], ignoreOrder: true);
        _said
            .Events.OfType<ServiceNotStarted>()
            .Select(said => $"{said.Service}: {said.Why}")
            .ShouldBe(["b: needs a, which failed", "c: needs b, which was not started"]);
    }

    [Fact]
    public async Task Should_take_needs_outside_the_run_as_met()
    {
        await InOrderAsync(Plan(Service("a", "elsewhere")), _ => Task.CompletedTask);

        _worked.ShouldBe(["a"]);
    }

    [Fact]
    public async Task Should_name_the_first_of_several_failures()
    {
        var plan = Plan(Service("a"), Service("b", "a"), Service("c"), Service("d")) with
        {
            Options = new RunOptions { Concurrency = 1, ReleasesAtOnce = 1 },
        };

        var error = await Should.ThrowAsync<FailedException>(() => InOrderAsync(plan, Failing("a", "c")));

        error.Problem.ShouldBe(
            "HelmInstall failed for a, c; 1 of 4 services are done, 1 not started. The first was a: a is broken"
        );
        error.NextStep.ShouldBe("mend a");
    }

    [Fact]
    public async Task Should_start_nothing_more_after_a_failure_where_the_user_wants_that()
    {
        var plan = Plan(Service("a"), Service("b")) with
        {
            Options = new RunOptions
            {
                Concurrency = 1,
                ReleasesAtOnce = 1,
                FailFast = true,
            },
        };

        await Should.ThrowAsync<FailedException>(() => InOrderAsync(plan, Failing("a")));

        _worked.ShouldBe(["a"]);
        _said
            .Events.OfType<ServiceNotStarted>()
            .ShouldHaveSingleItem()
            .Why.ShouldBe("a failed, and --fail-fast was given");
    }

    [Fact]
    public async Task Should_do_no_more_at_once_than_allowed()
    {
        var (now, most) = (0, 0);
        var plan = Plan([.. Enumerable.Range(0, 8).Select(i => Service($"s{i}"))]) with
        {
            Options = new RunOptions { Concurrency = 3 },
        };

        await new Fleet(_said.Run).ForEachAsync(
            Stage.BuildImage,
            plan,
            async (_, _) =>
            {
                var here = Interlocked.Increment(ref now);
                most = Math.Max(most, here);
                await Task.Yield();
                Interlocked.Decrement(ref now);
                return [];
            },
            default
        );

        most.ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public async Task Should_end_as_cancelled_when_interrupted()
    {
        using var interrupt = new CancellationTokenSource();
        var run = new Fleet(_said.Run).ForEachInOrderAsync(
            Stage.HelmInstall,
            Plan(Service("a"), Service("b", "a")),
            async (_, cancel) =>
            {
                await interrupt.CancelAsync();
                cancel.ThrowIfCancellationRequested();
                return [];
            },
            interrupt.Token
        );

        await Should.ThrowAsync<OperationCanceledException>(() => run);
        _said.Events.OfType<ServiceFailed>().ShouldBeEmpty();
    }

    private Task InOrderAsync(Plan plan, Func<string, Task> work) =>
        new Fleet(_said.Run).ForEachInOrderAsync(
            Stage.HelmInstall,
            plan,
            async (service, _) =>
            {
                _worked.Enqueue(service.Service.Name.Value);
                await work(service.Service.Name.Value);
                return [];
            },
            default
        );

    private static Func<string, Task> Failing(params string[] services) =>
        service =>
            services.Contains(service)
                ? throw new FailedException($"{service} is broken") { NextStep = $"mend {service}" }
                : Task.CompletedTask;

    private static Service Service(string name, params string[] needs) =>
        new(new(name), new ServiceType("rust"))
        {
            Folder = name,
            Chart = new(name),
            ChartFolder = name,
            Needs = [.. needs.Select(need => new ServiceName(need))],
        };

    private static Plan Plan(params Service[] services) =>
        new(
            new ScopeRequest(Pipeline.InstallProd, ["infosite"], "staging", [], new("ada")).Decide(Catalogs.Demo),
            new RunOptions { Concurrency = 4, ReleasesAtOnce = 4 },
            new("0f3c2a9d7b1e", DateTimeOffset.UnixEpoch, "", null),
            [
                .. services.Select(service => new ServicePlan(
                    service,
                    new(service.Chart, new("1.0.0"), service.ChartFolder, ChartSource.Checkout),
                    [],
                    [],
                    null
                )),
            ]
        );

    private sealed class Recorder : IRunObserver
    {
        public Recorder() => Run = new([this]);

        public RunEvents Run { get; }

        public List<RunEvent> Events { get; } = [];

        public void Observe(RunEvent happened) => Events.Add(happened);
    }
}
