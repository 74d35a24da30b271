using Deploy.Clusters;
using Deploy.Clusters.Releases;
using Deploy.Clusters.Watching;
using Deploy.Clusters.Workloads;
using k8s.Models;

namespace Deploy.Stages.HelmTest;

/// <summary>
/// Watches test pods while Helm runs them: passes on what they print, keeps how each ended, also of those that a hook
/// policy deletes at once, and knows early that one cannot start.
/// </summary>
internal sealed class TestPods : IAsyncDisposable
{
    // How the embedded platform marks pods that it cannot run.
    private const string SimulatedAnnotation = "sandbox.deploy/simulated";

    private static readonly TimeSpan _forLogs = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _forSight = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _forNews = TimeSpan.FromSeconds(2);

    private readonly NamespaceName _namespace;
    private readonly NamespaceWatch _watch;
    private readonly IReadOnlyList<InstalledHook> _tests;
    private readonly HashSet<string> _older;
    private readonly PodJudge _judge;
    private readonly PodHistories _histories;
    private readonly TestLogs _logs;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<Fault> _fault = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _looking;

    private TestPods(
        NamespaceName @namespace,
        IReadOnlyList<InstalledHook> tests,
        NamespaceWatch watch,
        TestLogs logs,
        TimeProvider time
    )
    {
        (_namespace, _tests, _watch, _logs, _time) = (@namespace, tests, watch, logs, time);
        _histories = new(time);
        _judge = new(_histories, time);
        _older = [.. _watch.Pods.Now.Concat(_watch.Pods.Gone).Select(pod => pod.Uid())];
        _looking = LookAsync();
    }

    /// <summary>Ends when a test pod is seen that will not start.</summary>
    public Task<Fault> Fault => _fault.Task;

    /// <summary>Watches from now on; test pods that are there already are none of ours.</summary>
    /// <exception cref="FailedException">The cluster does not show its pods.</exception>
    public static async Task<TestPods> ObserveAsync(
        ServiceName service,
        PlannedRelease release,
        IReadOnlyList<InstalledHook> tests,
        ClusterWatch cluster,
        IRunEvents events,
        TimeProvider time,
        CancellationToken cancel
    )
    {
        var watch = cluster.Of(release.Namespace);
        await Task.WhenAll(
            watch.Pods.RequireListedAsync(_forSight, cancel),
            watch.Jobs.RequireListedAsync(_forSight, cancel)
        );
        var logs = new TestLogs(
            new PodLogs(cluster.Cluster),
            new PodSecrets(cluster.Cluster),
            release.Namespace,
            service,
            events
        );
        return new(release.Namespace, tests, watch, logs, time);
    }

    /// <summary>What came of them, once helm has ended.</summary>
    public async Task<ObservedTests> EndAsync(CancellationToken cancel)
    {
        // The watch may be a moment behind helm, which looks for itself.
        var began = _time.GetTimestamp();
        while (_time.GetElapsedTime(began) < _forNews && !_tests.All(HasEnded))
        {
            await Task.WhenAny(_watch.Changes.Next, Task.Delay(_forNews / 10, _time, cancel));
        }

        // The last look, once nobody else looks: histories and logs are not for two at a time.
        await StopLookingAsync();
        Look();
        await _logs.EndAsync(_forLogs, _time);
        return new(
            [.. _tests.Select(Problem).OfType<string>()],
            _logs.Lines,
            _tests.SelectMany(PodsOf).Any(pod => pod.GetAnnotation(SimulatedAnnotation) is not null)
        );
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopLookingAsync();
        await _logs.DisposeAsync();
        _stop.Dispose();
    }

    private async Task StopLookingAsync()
    {
        await _stop.CancelAsync();
        await _looking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task LookAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var change = _watch.Changes.Next;
            Look();
            await Task.WhenAny(change, Task.Delay(TimeSpan.FromSeconds(1), _time, _stop.Token));
        }
    }

    private void Look()
    {
        foreach (var pod in _tests.SelectMany(PodsOf))
        {
            _histories.Observe(pod);
            _logs.Follow(pod);
            if (_judge.Judge(pod, isOlder: false) is { } fault && pod.Status?.Phase != "Failed")
            {
                _fault.TrySetResult(fault);
            }
        }
    }

    private bool HasEnded(InstalledHook test) =>
        _watch.Pods.IsBlind
        || PodsOf(test).LastOrDefault() is { } pod
            && (pod.Status?.Phase is "Succeeded" or "Failed" || _watch.Pods.Gone.Contains(pod));

    // A test's pods, oldest first: a Job may have several.
    private IEnumerable<V1Pod> PodsOf(InstalledHook test) =>
        _watch
            .Pods.Now.Concat(_watch.Pods.Gone)
            .Where(pod =>
                !_older.Contains(pod.Uid())
                && (test.Kind == "Job" ? pod.GetLabel("job-name") == test.Name : pod.Name() == test.Name)
            )
            .OrderBy(pod => pod.Metadata.CreationTimestamp);

    // Why a test has not passed; null where it has. Without a right to see pods there is only Helm's word.
    private string? Problem(InstalledHook test)
    {
        if (_watch.Pods.IsBlind)
        {
            return null;
        }

        var pod = PodsOf(test).LastOrDefault();
        return pod?.Status?.Phase switch
        {
            null => $"{test.Name}: did not run",
            "Succeeded" => null,
            "Failed" => $"{test.Name}: failed{Exit(pod)}",
            _ when _watch.Pods.Gone.Any(gone => gone.Uid() == pod.Uid()) =>
                $"{test.Name}: its pod was deleted before it ended",
            var phase => $"{test.Name}: has not ended, its pod is {phase}",
        };
    }

    private static string Exit(V1Pod pod) =>
        pod.ContainerStatuses().FirstOrDefault(container => container.State?.Terminated is { ExitCode: not 0 })
            is { State.Terminated: var end }
            ? $" with exit code {end.ExitCode}"
            : "";
}

/// <summary>What came of a release's tests.</summary>
/// <param name="Problems">Why tests have not passed, a line each; none where all have.</param>
/// <param name="Log">What the test pods printed.</param>
/// <param name="AreSimulated">Whether the embedded platform did not really run one of them.</param>
internal sealed record ObservedTests(IReadOnlyList<string> Problems, IReadOnlyList<string> Log, bool AreSimulated);
