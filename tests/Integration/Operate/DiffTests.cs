using System.Text.Json;
using Deploy.Testing;

namespace Deploy.Integration.Operate;

/// <summary><c>--target=Diff</c>, by the real Helm on the embedded platform.</summary>
public sealed class DiffTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_show_what_an_install_would_change_and_change_nothing(int helm)
    {
        if ((await RealTools.HelmAsync(helm)).Missing is { } missing)
        {
            Assert.Skip(missing);
        }

        var first = await DiffAsync(helm);
        first.ShouldContain("prod-infosite in prod: would be installed, chart 1.4.2");
        first.ShouldContain("+kind: Deployment");

        await RunAsync("--target=InstallProd", "--services=infosite", "--yes", $"--helm-version={helm}");
        var same = await DiffAsync(helm);
        same.ShouldContain("prod-infosite in prod: its objects stay as they are (revision 1, chart 1.4.2)");
        same.ShouldContain("0 of 1 releases would change; nothing was changed");

        var values = Path.Combine(_checkout.Root, "charts/services/infosite/infosite/values.yaml");
        await File.WriteAllTextAsync(
            values,
            (await File.ReadAllTextAsync(values, Cancel)).Replace("prod-2026", "bad-tag-2026"),
            Cancel
        );
        var runs = Directory.GetDirectories(Path.Combine(_checkout.Root, ".deploy", "runs")).Length;
        var changed = await DiffAsync(helm);
        changed.ShouldContain("prod-infosite in prod: revision 1 would change, chart 1.4.2");
        changed.ShouldContain(":bad-tag-2026");
        changed.Split('\n').Count(line => line.StartsWith("  -", StringComparison.Ordinal)).ShouldBeGreaterThan(1);

        using var json = JsonDocument.Parse((await DiffAsync(helm, "--output=json")).Trim().Split('\n')[^1]);
        json.RootElement[0].GetProperty("revision").GetInt32().ShouldBe(1);
        Directory.GetDirectories(Path.Combine(_checkout.Root, ".deploy", "runs")).Length.ShouldBe(runs);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<string> DiffAsync(int helm, params string[] more) =>
        (await RunAsync(["--target=Diff", "--services=infosite", $"--helm-version={helm}", .. more])).Output;

    private async Task<Outcome> RunAsync(params string[] arguments)
    {
        var outcome = await _checkout.DeployAsync(arguments);
        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        return outcome;
    }
}
