using System.Text.Json;

namespace Deploy.Integration.Charts;

/// <summary>The tasks about the chart repository, by the whole program in a checkout of its own.</summary>
public sealed class RepositoryTaskTests : IDisposable
{
    private const string ChartFile = "charts/services/infosite/infosite/Chart.yaml";
    private const string Template = "charts/services/infosite/infosite/templates/deployment.yaml";

    private readonly Checkout _checkout = new();

    private string Charts => Path.Combine(_checkout.Root, ".sandbox/charts");

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public async Task Should_make_a_repository_once_and_not_in_a_plan()
    {
        (await Run("--target=RepoInit", "--plan")).ShouldContain($"{Charts} would become an empty chart repository");
        Directory.Exists(Charts).ShouldBeFalse();

        (await Run("--target=RepoInit")).ShouldContain($"{Charts} is an empty chart repository now");
        (await Run("--target=RepoInit")).ShouldContain($"{Charts} was a chart repository before");
        (await Run("--target=RepoVerify")).ShouldContain($"{Charts} is sound");
    }

    [Fact]
    public async Task Should_tell_what_is_published_and_lead_from_a_refusal_to_a_new_version()
    {
        await Publish();
        var chart = await Read(ChartFile);
        await File.AppendAllTextAsync(Path.Combine(_checkout.Root, Template), "# changed\n");

        var table = await Run("--target=Charts");
        table.ShouldStartWith("SERVICE ");
        Row(table, "infosite").ShouldEndWith("published with other content: templates/deployment.yaml");
        Row(table, "users/api").ShouldEndWith("-          not published");
        var json = JsonDocument.Parse(await Run("--target=Charts", "--services=infosite", "--output=json"));
        var entry = json.RootElement.EnumerateArray().Single();
        entry.GetProperty("state").GetString().ShouldBe("differs");
        entry.GetProperty("differing")[0].GetString().ShouldBe("templates/deployment.yaml");
        entry.GetProperty("published").GetArrayLength().ShouldBe(1);

        _checkout.Merge("Change a template");
        var refused = await _checkout.DeployAsync("--target=PublishChart", "--services=infosite");
        refused.ExitCode.ShouldBe(3, refused.ToString());
        refused.Error.ShouldContain(
            "infosite 1.4.2 is published with other content: templates/deployment.yaml differs"
        );
        refused.Error.ShouldContain("--target=BumpChart --services=infosite");

        (await Run("--target=BumpChart", "--services=infosite", "--part=minor", "--plan")).ShouldContain(
            "infosite 1.4.2 → 1.5.0"
        );
        (await Read(ChartFile)).ShouldBe(chart);
        (await Run("--target=BumpChart", "--services=infosite")).ShouldContain("infosite 1.4.2 → 1.4.3");
        (await Read(ChartFile)).ShouldBe(chart.Replace("version: 1.4.2\n", "version: 1.4.3\n"));
        _checkout.Merge("Raise the chart");
        await Publish();
        Row(await Run("--target=Charts"), "infosite").ShouldEndWith("1.4.3, 1.4.2  published");
    }

    [Fact]
    public async Task Should_list_the_others_when_one_chart_is_broken()
    {
        await File.WriteAllTextAsync(Path.Combine(_checkout.Root, ChartFile), "name: [\n");

        var outcome = await _checkout.DeployAsync("--target=Charts");

        outcome.ExitCode.ShouldBe(1, outcome.ToString());
        Row(outcome.Output, "infosite").ShouldContain($"broken: {_checkout.Root}/{ChartFile}:");
        Row(outcome.Output, "users/api").ShouldEndWith("not published");
        outcome.Error.ShouldContain("1 of 7 charts cannot be packed: infosite");
        var json = await _checkout.DeployAsync("--target=Charts", "--output=json");
        json.ExitCode.ShouldBe(1);
        JsonDocument
            .Parse(json.Output)
            .RootElement.EnumerateArray()
            .Count(chart => chart.GetProperty("state").GetString() == "broken")
            .ShouldBe(1);
    }

    [Fact]
    public async Task Should_refuse_an_older_version()
    {
        await Publish();
        var older = (await Read(ChartFile)).Replace("version: 1.4.2\n", "version: 1.4.1\n");
        await File.WriteAllTextAsync(Path.Combine(_checkout.Root, ChartFile), older);
        _checkout.Merge("Go back");

        var refused = await _checkout.DeployAsync("--target=PublishChart", "--services=infosite");
        refused.ExitCode.ShouldBe(3, refused.ToString());
        refused.Error.ShouldContain("infosite 1.4.1 is older than 1.4.2, which is published");
        Row(await Run("--target=Charts"), "infosite").ShouldEndWith("older than 1.4.2");

        await Publish("--allow-downgrade");
    }

    [Fact]
    public async Task Should_find_what_is_missing_and_repair_it_only_when_asked()
    {
        await Publish();
        await Run("--target=BumpChart", "--services=infosite");
        _checkout.Merge("Raise the chart");
        await Publish();
        var index = Path.Combine(Charts, "index.yaml");
        var whole = await File.ReadAllTextAsync(index);
        File.Delete(index);

        foreach (var arguments in new[] { Array.Empty<string>(), ["--repair", "--plan"] })
        {
            var found = await _checkout.DeployAsync(["--target=RepoVerify", .. arguments]);
            found.ExitCode.ShouldBe(1, found.ToString());
            found.Output.ShouldContain("infosite-1.4.2.tgz: infosite 1.4.2 is there, but not listed");
            File.Exists(index).ShouldBeFalse();
        }

        (await Run("--target=RepoVerify", "--repair")).ShouldContain($"{Charts} is sound");
        Entries(await File.ReadAllTextAsync(index)).ShouldBe(Entries(whole));
    }

    private static string Row(string table, string service) =>
        table.Split('\n').Single(line => line.StartsWith($"{service} ", StringComparison.Ordinal)).TrimEnd();

    // An index made again has other times, and all else the same.
    private static IEnumerable<string> Entries(string index) =>
        index
            .Split('\n')
            .Where(line => !line.Contains("created:") && !line.StartsWith("generated:", StringComparison.Ordinal));

    private Task<string> Publish(params string[] more) =>
        Run(["--target=PublishChart", "--services=infosite", .. more]);

    private Task<string> Read(string file) => File.ReadAllTextAsync(Path.Combine(_checkout.Root, file));

    private async Task<string> Run(params string[] arguments)
    {
        var outcome = await _checkout.DeployAsync(arguments);
        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        return outcome.Output;
    }
}
