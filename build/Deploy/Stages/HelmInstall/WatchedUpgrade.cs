using Deploy.Clusters.Watching;
using Deploy.Clusters.Workloads;
using Deploy.Journal;
using Deploy.Tools.Helm;
using Deploy.Tools.Helm.Results;
using Deploy.Tools.Helm.Verbs;

namespace Deploy.Stages.HelmInstall;

/// <summary>
/// An upgrade that ends as soon as its outcome is certain: Helm's own wait would go on until its timeout. What is seen
/// when it fails is kept before anything is done about it.
/// </summary>
internal sealed class WatchedUpgrade(
    IHelm helm,
    FailedUpgrade failed,
    RunFolder folder,
    IRunEvents events,
    TimeProvider time
)
{
    /// <summary>Upgrades.</summary>
    /// <exception cref="FailedException">It failed; with evidence, and with how the release was left.</exception>
    /// <exception cref="OperationCanceledException">The user interrupted; the release is in no pending state.</exception>
    public async Task<HelmUpgradeResult> RunAsync(Installation installation, CancellationToken cancel)
    {
        var watcher = Watcher(installation, installation.Watch);
        try
        {
            var result = await RunAsync(installation, watcher, cancel);
            watcher.SayReady();
            return result;
        }
        catch (FailedException failure)
        {
            throw await failed.SettleAsync(installation, failure);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await failed.SettleAsync(installation, new FailedException($"{installation.Release.Name} was interrupted"));
            throw;
        }
    }

    private async Task<HelmUpgradeResult> RunAsync(
        Installation installation,
        ReleaseWatcher watcher,
        CancellationToken cancel
    )
    {
        using var stopHelm = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var stopWatching = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var overlay = OverlayFile.Write(folder, installation.Release.Name, installation.Input.Overlay);
        var upgrade = helm.UpgradeAsync(Settings(installation, overlay), stopHelm.Token);
        var verdict = watcher.UntilFaultAsync(stopWatching.Token);
        try
        {
            return await Task.WhenAny(upgrade, verdict) == verdict && verdict.IsCompletedSuccessfully
                ? await StopAsync(installation, await verdict, upgrade, stopHelm)
                : await upgrade;
        }
        catch (FailedException failure) when (failure.Evidence.Count == 0)
        {
            throw await ExplainAsync(installation, watcher, failure, cancel);
        }
        finally
        {
            await stopWatching.CancelAsync();
            await EndAsync(verdict);
        }
    }

    // The evidence first: Helm marks the release as failed when it is stopped, and what comes then removes pods.
    private async Task<HelmUpgradeResult> StopAsync(
        Installation installation,
        Fault fault,
        Task<HelmUpgradeResult> upgrade,
        CancellationTokenSource stopHelm
    )
    {
        var evidence = await EvidenceAsync(installation, fault.Pods, stopHelm.Token);
        await stopHelm.CancelAsync();
        if (await EndAsync(upgrade))
        {
            return await upgrade;
        }

        throw new FailedException($"{installation.Release.Name}: {fault.Problem}", upgrade.Exception?.InnerException)
        {
            NextStep = fault.NextStep,
            Evidence = evidence,
        };
    }

    private async Task<FailedException> ExplainAsync(
        Installation installation,
        ReleaseWatcher watcher,
        FailedException failure,
        CancellationToken cancel
    )
    {
        await using var now = new ClusterWatch(installation.Watch.Cluster, time);
        if (watcher.Suspects.Count == 0)
        {
            // Helm may have failed before the watch told of what it had made.
            watcher = Watcher(installation, now);
            await watcher.LookAsync(cancel);
        }

        var (suspects, waiting) = (watcher.Suspects, watcher.Waiting);
        return watcher.HasBegun
            ? new FailedException(
                waiting is null ? failure.Problem : $"{failure.Problem}; it waited for {waiting}",
                failure
            )
            {
                NextStep = failure.NextStep,
                Evidence = await EvidenceAsync(installation, suspects, cancel),
            }
            : failure;
    }

    private ReleaseWatcher Watcher(Installation installation, ClusterWatch watch) =>
        new(
            watch,
            installation.Service.Service.Name,
            installation.Release,
            installation.Before?.Number ?? 0,
            events,
            time
        );

    private Task<IReadOnlyList<Evidence>> EvidenceAsync(
        Installation installation,
        IReadOnlyList<k8s.Models.V1Pod> pods,
        CancellationToken cancel
    ) => new PodEvidence(installation.Watch.Cluster, time).OfAsync(pods, cancel);

    private static HelmUpgradeSettings Settings(Installation installation, OverlayFile overlay) =>
        new()
        {
            Cluster = installation.Access,
            Namespace = installation.Release.Namespace,
            Release = installation.Release.Name,
            Chart = installation.Input.Chart,
            ValuesFiles = [installation.Input.ValuesFile, overlay.Path],
            Timeout = installation.Release.InstallTimeout,
            Wait = true,
            Description = installation.Input.Mark.ToString(),
        };

    // Waits for the end of something, however it ends; its error, if any, is told elsewhere.
    private static async Task<bool> EndAsync(Task task)
    {
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return task.IsCompletedSuccessfully;
    }
}
