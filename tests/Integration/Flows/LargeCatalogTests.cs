using System.Text;
using Deploy.Testing;

namespace Deploy.Integration.Flows;

/// <summary>Row 30 of the catalog of faults: ten thousand services beside the one that is meant.</summary>
public sealed class LargeCatalogTests : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(2);

    private readonly Checkout _checkout = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _checkout.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Fault_30_should_plan_one_of_10000_services_as_in_a_small_catalog()
    {
        var small = await PlanAsync();

        var large = await PlanAsync("--catalog=charts/services.yaml", $"--catalog={Generated()}");

        large.ExitCode.ShouldBe(0, large.ToString());
        Plan(large).ShouldBe(Plan(small));
    }

    private Task<Outcome> PlanAsync(params string[] more) =>
        _checkout.DeployAsync(["--target=InstallProd", "--services=infosite", "--plan", .. more]).WaitAsync(_limit);

    // Of the others there is neither a chart nor a source: whoever looks for them fails.
    private string Generated()
    {
        var services = new StringBuilder("services:\n");
        for (var number = 0; number < 10_000; number++)
        {
            services.Append($"  - {{ name: made-up/service-{number}, type: gunicorn, alias_groups: [made-up] }}\n");
        }

        return _folder.Write("many.yaml", services.ToString());
    }

    // Without the run's own name and the commands that repeat the arguments.
    private static IEnumerable<string> Plan(Outcome outcome) =>
        outcome.Output.Split('\n').Where(line => !line.Contains("(run ") && !line.Contains("--catalog"));
}
