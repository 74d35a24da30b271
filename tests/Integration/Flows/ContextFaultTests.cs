using Deploy.Testing;

namespace Deploy.Integration.Flows;

/// <summary>Row 19 of the catalog of faults: the cluster that is meant, or none.</summary>
public sealed class ContextFaultTests : IDisposable
{
    private readonly Checkout _checkout = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _checkout.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Fault_19_should_refuse_before_any_write_where_only_another_context_is_current()
    {
        if ((await RealTools.HelmAsync(4)).Missing is { } missing)
        {
            Assert.Skip(missing);
        }

        var charts = Path.Combine(_folder.Path, "charts");
        var catalog = _folder.Write(
            "ours.yaml",
            $"platform: kubernetes\nregistry: registry.example.com\nchart_repository: {charts}\n"
        );
        var kubeconfig = _folder.Write("kubeconfig", Elsewhere);
        _checkout.Environment["KUBECONFIG"] = kubeconfig;

        var refused = await _checkout.DeployAsync(
            "--target=InstallProd",
            "--services=infosite",
            "--yes",
            "--helm-version=4",
            "--catalog=charts/services.yaml",
            $"--catalog={catalog}"
        );

        refused.ExitCode.ShouldBe(3, refused.ToString());
        refused.Error.ShouldContain($"There is no context 'prod-e1-1' in {kubeconfig}");
        Directory.Exists(charts).ShouldBeFalse();
        (await File.ReadAllTextAsync(kubeconfig, TestContext.Current.CancellationToken)).ShouldBe(Elsewhere);
    }

    private const string Elsewhere = """
        apiVersion: v1
        kind: Config
        current-context: elsewhere
        clusters: [{ name: elsewhere, cluster: { server: "http://127.0.0.1:9" } }]
        contexts: [{ name: elsewhere, context: { cluster: elsewhere, user: me } }]
        users: [{ name: me, user: {} }]
        """;
}
