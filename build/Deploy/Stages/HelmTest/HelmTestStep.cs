using Deploy.Clusters.Watching;
using Deploy.Platforms;

namespace Deploy.Stages.HelmTest;

/// <summary>Runs the Helm tests of every release. That they fail does not fail a deploy, unless the user asks for it.</summary>
internal sealed class HelmTestStep(
    TargetCluster target,
    ReleaseRevisions revisions,
    TestRelease test,
    IRunEvents events,
    Fleet fleet,
    TimeProvider time
)
{
    /// <summary>Tests; several releases at once, each by one helm.</summary>
    /// <exception cref="TestsFailedException">Tests failed, and <c>--strict-tests</c> was given.</exception>
    public async Task RunAsync(Plan plan, CancellationToken cancellation)
    {
        var access = await target.AccessAsync(cancellation);
        await using var watch = new ClusterWatch(await target.ApiAsync(cancellation), time);
        var stored = await revisions.NewestAsync(plan.Scope.Namespaces, cancellation);
        await fleet.ForEachReleaseAsync(
            Stage.HelmTest,
            plan,
            async (service, cancel) =>
            {
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

        var failed = events.Facts.OfType<TestsRan>().Where(ran => ran.Verdict == TestVerdict.Failed).ToList();
        if (failed.Count > 0 && plan.Options.StrictTests)
        {
            throw new TestsFailedException(
                $"Helm tests failed: {string.Join(", ", failed.Select(ran => ran.Release))}"
            );
        }
    }
}
