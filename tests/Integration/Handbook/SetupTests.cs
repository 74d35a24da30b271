using System.Text.Json;

namespace Deploy.Integration.Handbook;

/// <summary>"Setup": what is needed is there, and one's own namespace is made.</summary>
public sealed class SetupTests : HandbookTest
{
    [Fact]
    public async Task Should_tell_that_a_fresh_clone_has_what_it_needs()
    {
        var findings = JsonDocument.Parse(await RunAsync("--target=Doctor", "--output=json")).RootElement;

        var healthy = findings
            .EnumerateArray()
            .Where(finding => finding.GetProperty("health").GetString() == "good")
            .Select(finding => finding.GetProperty("subject").GetString())
            .ToList();
        healthy.ShouldContain("git");
        healthy.ShouldContain("catalog");
        healthy.ShouldContain("prod-e1-1/staging");
        healthy.ShouldContain("registry of us-east-1");
        healthy.ShouldContain("chart repository");
    }

    [Fact]
    public async Task Should_tell_what_is_missing_where_nothing_is_there()
    {
        Directory.Delete(Path.Combine(Checkout.Root, ".git"), recursive: true);
        File.WriteAllText(Path.Combine(Checkout.Root, "charts/services.yaml"), "platform: nowhere\n");

        var outcome = await Checkout.DeployAsync("--target=Doctor");

        outcome.ExitCode.ShouldBe(1, outcome.ToString());
        outcome.Output.ShouldContain("but this is no checkout");
        outcome.Output.ShouldContain("→ run in a clone of the repository");
        outcome.Output.ShouldContain("charts/services.yaml:1:11");
        outcome.Error.ShouldContain("2 things are missing that a deploy needs");
    }

    [Fact]
    public async Task Should_make_ones_own_namespace() =>
        (await RunAsync("--target=CreateNamespace")).ShouldContain(
            "namespace ada is on dev-e1-1 now, labelled ns_type=engineer"
        );
}
