using Deploy.Model;
using Deploy.Platforms;
using Deploy.Tools;
using Deploy.Tools.Helm;
using Deploy.Tools.Helm.Verbs;

namespace Deploy.Steps.Test;

/// <summary>Runs the Helm tests of every release. That they fail does not fail a deploy, unless the user asks for it.</summary>
public sealed class TestReleases(IHelm helm, TargetCluster target, IRunEvents events, Fleet fleet)
{
    /// <summary>Tests.</summary>
    /// <exception cref="TestsFailedException">Tests failed, and <c>--strict-tests</c> was given.</exception>
    public async Task RunAsync(Plan plan, CancellationToken cancellation)
    {
        var cluster = await target.AccessAsync(cancellation);
        await fleet.ForEachAsync(
            Stage.HelmTest,
            plan,
            (service, cancel) => TestAsync(service, cluster, cancel),
            cancellation
        );

        var failed = events.Facts.OfType<TestsRan>().Where(test => test.Verdict == TestVerdict.Failed).ToList();
        if (failed.Count > 0 && plan.Options.StrictTests)
        {
            throw new TestsFailedException(
                $"Helm tests failed: {string.Join(", ", failed.Select(test => test.Release))}"
            );
        }
    }

    private async Task<IReadOnlyList<Fact>> TestAsync(
        ServicePlan service,
        ClusterAccess cluster,
        CancellationToken cancel
    )
    {
        var facts = new List<Fact>();
        foreach (var release in service.Releases)
        {
            var result = await helm.TestAsync(
                new HelmTestSettings
                {
                    Cluster = cluster,
                    Namespace = release.Namespace,
                    Release = release.Name,
                    Timeout = release.TestsTimeout,
                    Logs = true,
                },
                cancel
            );
            var verdict =
                result.Suites.Count == 0 ? TestVerdict.None
                : result.Succeeded ? TestVerdict.Passed
                : TestVerdict.Failed;
            var logs = string.Join('\n', result.Logs.Values);
            foreach (var line in logs.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                events.Publish(new ChildOutput(Stage.HelmTest, service.Service.Name, line));
            }

            facts.Add(new TestsRan(service.Service.Name, release.Name, verdict, logs));
        }

        return facts;
    }
}
