using Deploy.Clusters.Watching;
using Deploy.Planning.Resuming;
using Deploy.Platforms;

namespace Deploy.Stages.HelmTest;

/// <summary>Runs the Helm tests of every release. That they fail does not fail a deploy, unless the user asks for it.</summary>
internal sealed class HelmTestStep(
    TargetCluster target,
    ReleaseRevisions revisions,
    TestRelease test,
    Fleet fleet,
    TimeProvider time,
    IEarlierRun? earlier = null
)
{
    /// <summary>Tests; several releases at once, each by one helm.</summary>
    /// <exception cref="TestsFailedException">Tests failed, and <c>--strict-tests</c> was given.</exception>
    public async Task RunAsync(Plan plan, CancellationToken cancellation)
    {
        var access = await target.AccessAsync(cancellation);
        await using var watch = new ClusterWatch(await target.ApiAsync(cancellation), time);
        var stored = await revisions.NewestAsync(plan.Scope.Namespaces, cancellation);
        var tested = await fleet.ForEachReleaseAsync(
            Stage.HelmTest,
            plan,
            async (service, cancel) =>
            {
                if (earlier is not null && await earlier.TestsAsync(service, cancel) is { } before)
                {
                    return before;
                }

                var facts = new List<Fact>();
                foreach (var release in service.Releases)
                {
                    var newest = stored.Newest(release.Namespace, release.Name);
                    var ran = await test.RunAsync(service.Service, release, newest, access, watch, cancel);
                    facts.Add(ran with { Revision = newest?.Number });
                }

                return facts;
            },
            cancellation
        );

        var failed = tested.OfType<TestsRan>().Where(ran => ran.Verdict == TestVerdict.Failed).ToList();
        if (failed.Count > 0 && plan.Options.StrictTests)
        {
            throw new TestsFailedException(
                $"Helm tests failed: {string.Join(", ", failed.Select(ran => ran.Release))}"
            );
        }
    }
}
