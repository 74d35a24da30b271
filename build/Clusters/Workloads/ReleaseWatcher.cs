using Deploy.Clusters.Watching;
using k8s.Models;

namespace Deploy.Clusters.Workloads;

/// <summary>Watches a release beside Helm's own wait: says how far it is, and ends when it is certain that it fails.</summary>
public sealed class ReleaseWatcher(
    ClusterWatch cluster,
    ServiceName service,
    PlannedRelease release,
    int revisionBefore,
    IRunEvents events,
    TimeProvider time
)
{
    private static readonly TimeSpan _tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _atMostEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly NamespaceWatch _watch = cluster.Of(release.Namespace);
    private readonly RevisionUnderWay _revision = new(cluster.Of(release.Namespace), release.Name, revisionBefore);
    private readonly WorkloadReader _workloads = new(cluster.Of(release.Namespace), release.Name);
    private readonly ReleaseJudge _judge = new(cluster.Cluster, time);
    private IReadOnlyList<Workload> _hooks = [];
    private ReleaseProgress? _said;

    /// <summary>Whether Helm was seen to have stored the new revision: until then nothing has changed.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>What it waits for now; null where it waits for nothing.</summary>
    public string? Waiting => WaitingFor.Of(View() with { Hooks = _hooks }, _watch.Warnings.Now);

    /// <summary>The pods that are not ready now: those of hooks as they were last seen, and those of workloads.</summary>
    public IReadOnlyList<V1Pod> Suspects =>
        [
            .. _hooks
                .Concat(View().Workloads)
                .Where(workload => !workload.IsReady)
                // A Job's pod that is ready is at work still, which is what is waited for.
                .SelectMany(workload =>
                    workload.Pods.Where(pod =>
                        workload.Kind == "Job" ? pod.Status?.Phase != "Succeeded" : !WorkloadReader.IsReady(pod)
                    )
                ),
        ];

    /// <summary>Waits until all that is to be seen was seen once, but for no longer than a cluster that answers needs.</summary>
    public async Task LookAsync(CancellationToken cancel)
    {
        // What is seen first leads to more: a Deployment to its pods.
        for (var look = 0; look < 2; look++)
        {
            View();
            await _watch
                .Listed.WaitAsync(_patience, time, cancel)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Ends with a verdict, or when cancelled.</summary>
    public async Task<Fault> UntilFaultAsync(CancellationToken cancel)
    {
        while (true)
        {
            var change = _watch.Changes.Next;
            var view = View();
            var warnings = _watch.Warnings.Now;
            Say(Progress(view, WaitingFor.Of(view, warnings)));
            if (await _judge.JudgeAsync(view, warnings, cancel) is { } fault)
            {
                return fault;
            }

            await Task.Delay(_atMostEvery, time, cancel);
            await Task.WhenAny(change, Task.Delay(_tick, time, cancel));
            cancel.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Says that all is ready, when Helm found so: it may have looked a moment before us.</summary>
    public void SayReady()
    {
        var wanted = View().Wanted;
        Say(new ReleaseProgress(Stage.HelmInstall, service, release.Name, wanted, wanted, null));
    }

    private ReleaseView View()
    {
        var view = ReleaseView.Now(_workloads, _revision.Now());
        if (view.Revision is not null)
        {
            HasBegun = true;
            // A hook policy may have removed what failed; then what was last seen of it counts.
            if (view.Hooks.Count > 0 || !view.Revision.Hooks.Any(hook => hook.IsOpen))
            {
                _hooks = view.Hooks;
            }
        }

        return view;
    }

    private ReleaseProgress Progress(ReleaseView view, string? waiting) =>
        new(
            Stage.HelmInstall,
            service,
            release.Name,
            view.Ready,
            view.Wanted,
            view.Revision is null ? "Helm to begin" : waiting
        );

    private void Say(ReleaseProgress progress)
    {
        if (progress != _said)
        {
            _said = progress;
            events.Publish(progress);
        }
    }
}
