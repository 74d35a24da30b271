using System.Text;
using Deploy.Charts.Objects;
using Deploy.Charts.Stores.Indexed;
using Deploy.Charts.Upkeep;

namespace Deploy.Integration.Charts;

/// <summary>What must hold of any repository with an index when processes publish to it at once, or die in the middle.</summary>
internal static class ConcurrentPublishing
{
    private const string Untouched =
        "apiVersion: v1\n# by hand\nentries:\n  aaa:\n  - unknown: {a:   1}\n    version: 1.0.0\n    digest: x # why\n"
        + "  zzz:\n  # note\n  - version: 2.0.0\ngenerated: \"2020-01-01T00:00:00Z\"\n";

    // Not even a package, so that nobody could have made it again.
    private static readonly NewObject ExistingPackage = NewObject.Of("zzz-2.0.0.tgz", "\0old"u8.ToArray(), "x/y");

    /// <summary>An index that is there before anybody publishes.</summary>
    public static NewObject ExistingIndex => NewObject.Of("index.yaml", Encoding.UTF8.GetBytes(Untouched), "text/yaml");

    public static async Task ShouldKeepAllCharts(IndexedRepository repository, Publishers publishers, int count)
    {
        await repository.Objects.PutAsync(ExistingIndex, WriteCondition.IfAbsent, default);
        var packageTag = await repository.Objects.PutAsync(ExistingPackage, WriteCondition.IfAbsent, default);
        var charts = Enumerable.Range(0, count).Select(number => publishers.Write($"chart-{number}")).ToList();

        var results = await Task.WhenAll(charts.Select(chart => publishers.Publish(chart)));

        foreach (var result in results)
        {
            result.ShouldHaveSucceeded().Output.ShouldStartWith("Published ");
        }

        var text = await IndexAsync(repository);
        foreach (var package in charts.Select(Publishers.Package))
        {
            text.ShouldContain($"digest: {package.Digest.Hex}\n");
        }

        (await repository.Objects.GetTagAsync(ExistingPackage.Key, default)).ShouldBe(packageTag);

        // Without what was added, it is the index that was there.
        var lines = text.Split('\n').Where(line => !line.StartsWith("generated:", StringComparison.Ordinal)).ToList();
        Untouched
            .Split('\n')
            .Where(line => !line.StartsWith("generated:", StringComparison.Ordinal))
            .ShouldBeSubsetOf(lines);
        string.Join('\n', lines).ShouldStartWith(Untouched[..Untouched.IndexOf("  zzz:", StringComparison.Ordinal)]);
        string.Join('\n', lines).ShouldEndWith("  zzz:\n  # note\n  - version: 2.0.0\n");
        (await FindingsAsync(repository)).ShouldAllBe(finding =>
            finding.Fault == RepositoryFault.OddEntry || finding.Item == "zzz-2.0.0.tgz"
        );
    }

    public static async Task ShouldPublishOnce(IndexedRepository repository, Publishers publishers, int count)
    {
        var chart = publishers.Write("web");

        var results = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => publishers.Publish(chart)));

        results
            .Select(result => result.ShouldHaveSucceeded().Output.Split(' ')[0])
            .Order()
            .ShouldBe([.. Enumerable.Repeat("AlreadyPublished", count - 1), "Published"]);
        (await FindingsAsync(repository)).ShouldBeEmpty();
    }

    /// <summary>Kills a publisher at each step it has, and looks at what is left each time.</summary>
    public static async Task ShouldConvergeAfterAKillAtAnyStep(IndexedRepository repository, Publishers publishers)
    {
        var step = 1;
        for (var isKilled = true; isKilled; step++)
        {
            var chart = publishers.Write($"chart-{step}");
            var result = await publishers.Publish(chart, fatalStep: step);
            isKilled = result.ExitCode == 128 + 9;
            if (!isKilled)
            {
                result.ShouldHaveSucceeded();
            }

            var findings = await FindingsAsync(repository);
            findings.ShouldAllBe(finding => finding.IsRepairable, $"after step {step}");
            if (step % 2 == 0)
            {
                var verifier = new RepoVerifier(repository, TimeProvider.System, new Random(1));
                await verifier.RepairAsync(findings, default);
                (await FindingsAsync(repository)).ShouldBeEmpty();
            }

            (await publishers.Publish(chart)).ShouldHaveSucceeded();
            (await FindingsAsync(repository)).ShouldBeEmpty();
        }

        // Before the look-up, the package and the index; in the middle of both; after both.
        step.ShouldBeGreaterThan(8);
    }

    public static async Task<string> IndexAsync(IndexedRepository repository) =>
        Encoding.UTF8.GetString((await repository.Objects.GetAsync("index.yaml", null, default))!.Content.Span);

    public static Task<IReadOnlyList<RepositoryFinding>> FindingsAsync(IndexedRepository repository) =>
        new RepoVerifier(repository, TimeProvider.System, new Random(1)).VerifyAsync(default);
}
