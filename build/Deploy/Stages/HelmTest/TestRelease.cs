using Deploy.Clusters.Releases;
using Deploy.Clusters.Watching;
using Deploy.Stages.HelmTest.Endpoints;
using Deploy.Tools;
using Deploy.Tools.Helm;
using Deploy.Tools.Helm.Verbs;

namespace Deploy.Stages.HelmTest;

/// <summary>
/// Runs one release's Helm tests, and believes the test pods themselves: Helm 3.17 calls a test passed whose pod was
/// deleted while it ran.
/// </summary>
internal sealed class TestRelease(IHelm helm, PublicEndpoints endpoints, IRunEvents events, TimeProvider time)
{
    /// <summary>Tests. Tests that fail, or cannot be run, are a result.</summary>
    /// <param name="service">Whose release.</param>
    /// <param name="release">The release.</param>
    /// <param name="revision">Its newest revision.</param>
    /// <param name="access">How helm reaches the cluster.</param>
    /// <param name="watch">What goes on in the cluster.</param>
    /// <param name="cancel">Stops the tests.</param>
    /// <exception cref="FailedException">There is no such release.</exception>
    public async Task<TestsRan> RunAsync(
        Service service,
        PlannedRelease release,
        ReleaseRevision? revision,
        ClusterAccess access,
        ClusterWatch watch,
        CancellationToken cancel
    )
    {
        if (revision is null)
        {
            throw new FailedException($"There is no release {release.Name} in {release.Namespace} to test")
            {
                NextStep = $"install it with --target=HelmInstall --services={service}",
            };
        }

        var tests = revision.Tests;
        if (tests.Count == 0)
        {
            return new(service.Name, release.Name, TestVerdict.None, "");
        }

        var progress = new WaitProgress(service.Name, release.Name, events);
        await new ServiceEndpoints(watch.Of(release.Namespace), release.Name, progress, events, time).ReadyAsync(
            cancel
        );
        TestPods observed;
        try
        {
            if (await endpoints.WaitAsync(service, release, revision, watch, progress, cancel) is { } unreachable)
            {
                return NotRun(service.Name, release, unreachable);
            }

            observed = await TestPods.ObserveAsync(service.Name, release, tests, watch, events, time, cancel);
        }
        catch (FailedException blind)
        {
            return NotRun(service.Name, release, new(blind.Problem, blind.NextStep ?? "test again"));
        }

        await using var pods = observed;
        progress.Say(null);
        await new LeftoverTests(watch, release.Namespace, time).RemoveAsync(tests, cancel);
        var problem = await HelmAsync(release, access, pods, cancel);
        return Verdict(service.Name, release, problem, await pods.EndAsync(cancel));
    }

    // Tests would fail, and whoever they ask would remember for minutes that the name is not there.
    private TestsRan NotRun(ServiceName service, PlannedRelease release, EndpointProblem problem) =>
        Tell(
            service,
            release,
            [],
            [
                $"the tests were not run: {problem.What}",
                $"next: {problem.Next}",
                $"then test: --target=HelmTest --services={service} (config.endpoint_timeout_sec: 0 in the catalog tests without waiting)",
            ]
        );

    // Null where Helm is content. The logs are read by us: Helm's --logs fails for pods that a hook policy deletes.
    private async Task<string?> HelmAsync(
        PlannedRelease release,
        ClusterAccess access,
        TestPods pods,
        CancellationToken cancel
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var settings = new HelmTestSettings
        {
            Cluster = access,
            Namespace = release.Namespace,
            Release = release.Name,
            Timeout = release.TestsTimeout,
        };
        var test = helm.TestAsync(settings, stop.Token);
        if (await Task.WhenAny(test, pods.Fault) != test)
        {
            await stop.CancelAsync();
        }

        try
        {
            var result = await test;
            return result.Succeeded ? null : result.Failure?.Summary ?? "helm test failed";
        }
        catch (FailedException failure)
        {
            return failure.Problem;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (await pods.Fault).Problem;
        }
    }

    private TestsRan Verdict(ServiceName service, PlannedRelease release, string? problem, ObservedTests observed)
    {
        // Helm's word counts where the pods have nothing to say against it, and ours where they do.
        IReadOnlyList<string> problems =
            observed.Problems.Count > 0 ? [.. observed.Problems, .. problem is null ? [] : new[] { problem }]
            : problem is not null ? [problem]
            : [];

        var good = observed.AreSimulated ? TestVerdict.Simulated : TestVerdict.Passed;
        return Tell(service, release, observed.Log, problems, good);
    }

    private TestsRan Tell(
        ServiceName service,
        PlannedRelease release,
        IReadOnlyList<string> log,
        IReadOnlyList<string> problems,
        TestVerdict good = TestVerdict.Passed
    )
    {
        foreach (var line in problems)
        {
            events.Publish(new ChildOutput(Stage.HelmTest, service, line));
        }

        return new(
            service,
            release.Name,
            problems.Count == 0 ? good : TestVerdict.Failed,
            string.Join('\n', [.. log, .. problems])
        );
    }
}
