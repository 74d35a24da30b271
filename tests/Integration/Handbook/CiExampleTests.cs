using Deploy.Testing;
using YamlDotNet.Serialization;

namespace Deploy.Integration.Handbook;

/// <summary>The pipeline of <c>docs/ci/github-actions.yml</c>, step by step: a push, a review, a dispatch.</summary>
public sealed class CiExampleTests : HandbookTest
{
    private readonly Dictionary<string, object> _workflow = new DeserializerBuilder()
        .Build()
        .Deserialize<Dictionary<string, object>>(
            File.ReadAllText(Path.Combine(Repository.Root, "docs/ci/github-actions.yml"))
        );

    [Fact]
    public async Task Should_bring_a_push_to_staging_and_a_dispatch_to_prod()
    {
        var staging = await RunJobAsync("staging");
        staging.ShouldContain("staging-users-api installed, revision 1");
        staging.ShouldContain("staging-infosite: Helm tests passed");

        Checkout.Git("checkout", "--quiet", ".");
        MergePullRequest(Branch());
        var prod = await RunJobAsync("prod", ("inputs.services", "infosite"));

        prod.ShouldContain("infosite: exactly this ran in staging as revision 1, tests passed");
        prod.ShouldContain("prod-infosite installed, revision 1");
    }

    [Fact]
    public void Should_give_no_job_more_than_it_needs()
    {
        Map(_workflow["permissions"]).ShouldBe(new Dictionary<string, object> { ["contents"] = "read" });
        var jobs = Map(_workflow["jobs"]);
        Map(Map(jobs["staging"])["permissions"]).ShouldBe(new Dictionary<string, object> { ["contents"] = "write" });
        Map(jobs["prod"]).ShouldNotContainKey("permissions");
        ((string)Map(jobs["prod"])["if"]).ShouldContain("github.ref == 'refs/heads/main'");
        jobs.Values.SelectMany(job => (List<object>)Map(job)["steps"])
            .Select(Map)
            .Where(step => step.ContainsKey("uses"))
            .ShouldAllBe(step =>
                System.Text.RegularExpressions.Regex.IsMatch((string)step["uses"], "^[a-z/-]+@[0-9a-f]{40}$")
            );
    }

    private async Task<string> RunJobAsync(string name, params (string Name, string Value)[] expressions)
    {
        var job = Map(Map(_workflow["jobs"])[name]);
        var variables = new[] { _workflow, job }
            .SelectMany(level => level.TryGetValue("env", out var env) ? Map(env) : [])
            .Select(variable => (variable.Key, Evaluate((string)variable.Value, expressions)))
            .ToArray();
        var output = "";
        foreach (var step in ((List<object>)job["steps"]).Select(Map).Where(step => step.ContainsKey("run")))
        {
            var script = Evaluate((string)step["run"], expressions).Replace("./build.sh", "$DEPLOY");
            var outcome = await Checkout.BashAsync($"set -eo pipefail\n{script}", [.. variables, ("CI", "true")]);
            outcome.ExitCode.ShouldBe(0, $"{step["name"]}: {outcome}");
            output += outcome.Output;
        }

        return output;
    }

    private string Branch() => Checkout.Git("for-each-ref", "--format=%(refname:short)", "refs/heads/deploy/*").Trim();

    private static string Evaluate(string text, (string Name, string Value)[] expressions) =>
        expressions.Aggregate(text, (so, next) => so.Replace($$$"""${{ {{{next.Name}}} }}""", next.Value));

    private static Dictionary<string, object> Map(object node) =>
        ((Dictionary<object, object>)node).ToDictionary(pair => (string)pair.Key, pair => pair.Value);
}
