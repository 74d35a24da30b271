using System.Net;
using Deploy.Integration.Demo;
using Deploy.Testing;
using Deploy.Testing.Registry;

namespace Deploy.Integration.Images;

/// <summary>The Sandbox's registry as the real Helm sees it.</summary>
public sealed class HelmRegistryTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    private RegistryServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RegistryServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_take_charts_from_helm_and_give_them_back(int major)
    {
        var (helm, missing) = await RealTools.HelmAsync(major);
        Assert.SkipWhen(helm is null, missing ?? "");
        _folder.Write("web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.2.3+build.4\n");
        _folder.Write("web/templates/config.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n");
        // Nothing of the user's own Helm: no plugins, no logins.
        var environment = new Dictionary<string, string>
        {
            ["HELM_CONFIG_HOME"] = _folder.Path,
            ["HELM_CACHE_HOME"] = _folder.Path,
            ["HELM_DATA_HOME"] = _folder.Path,
        };
        Task<Child> Helm(params string[] arguments) =>
            Child.Run(helm!.Path.FullPath, arguments, environment, _folder.Path);

        (await Helm("package", "web")).ShouldHaveSucceeded();
        (
            await Helm("push", "--plain-http", "web-1.2.3+build.4.tgz", $"oci://{_server.Host}/charts")
        ).ShouldHaveSucceeded();
        Directory.CreateDirectory(Path.Combine(_folder.Path, "pulled"));
        var pull = await Helm(
            "pull",
            "--plain-http",
            $"oci://{_server.Host}/charts/web",
            "--version=1.2.3+build.4",
            "--destination=pulled"
        );
        var show = await Helm("show", "chart", "--plain-http", $"oci://{_server.Host}/charts/web");

        pull.ShouldHaveSucceeded();
        File.ReadAllBytes(Path.Combine(_folder.Path, "pulled", "web-1.2.3+build.4.tgz"))
            .ShouldBe(File.ReadAllBytes(Path.Combine(_folder.Path, "web-1.2.3+build.4.tgz")));
        show.ShouldHaveSucceeded().Output.ShouldContain("version: 1.2.3+build.4");
        using var client = new HttpClient { BaseAddress = _server.Address };
        (await client.GetAsync("/v2/charts/web/manifests/1.2.3_build.4")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
