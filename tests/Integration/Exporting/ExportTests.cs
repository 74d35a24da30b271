using System.Text;
using Deploy.Integration.Charts;
using Deploy.Sandbox;

namespace Deploy.Integration.Exporting;

/// <summary><c>--target=Export</c>: what engines would render, against what HelmInstall installs.</summary>
public sealed class ExportTests : IDisposable
{
    private static readonly string[] Fleet =
    [
        "buildsense/api",
        "buildsense/workflow",
        "infosite",
        "users/api",
        "users/workflow",
        "webhooks",
    ];

    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Repository => Path.Combine(_checkout.Root, ".sandbox", "charts");

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_make_every_engine_render_what_HelmInstall_installs(int major)
    {
        using var helm = await HelmHome.OfMajorAsync(major);
        await InstallAsync(major, Fleet);
        await using var charts = await StaticFiles.StartAsync(Path.Combine(_checkout.Root, ".sandbox", "charts"));
        await ExportAsync("flux", Fleet, $"--repo-url={charts.Address}");
        await ExportAsync("argocd", Fleet, $"--repo-url={charts.Address}");
        await ExportAsync("helmfile", Fleet);

        await using var server = await ServeAsync();
        await ShouldRenderAsync(helm, await InstalledAsync(helm, server, Fleet));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Should_do_so_with_charts_of_a_registry(int major)
    {
        string[] services = ["infosite", "users/workflow"];
        using var helm = await HelmHome.OfMajorAsync(major);
        await File.WriteAllTextAsync(
            Path.Combine(_checkout.Root, "registry.yaml"),
            $"chart_repository: oci://{await RegistryAsync()}/charts\n",
            Cancel
        );
        _checkout.Environment["DEPLOY_CATALOG"] = "charts/services.yaml,registry.yaml";
        await InstallAsync(major, services);
        foreach (var format in new[] { "flux", "argocd", "helmfile" })
        {
            await ExportAsync(format, services);
        }

        await using var server = await ServeAsync();
        var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"ada:{server.Token}"));
        helm.Write(
            ".config/registry/config.json",
            $$"""{"auths": {"{{server.Address.Authority}}": {"auth": "{{login}}"} } }"""
        );
        await ShouldRenderAsync(helm, await InstalledAsync(helm, server, services));
    }

    [Fact]
    public async Task Should_write_the_same_bytes_again_and_nothing_that_it_must_not()
    {
        string[] two = ["infosite", "users/api"];
        const string Address = "--repo-url=https://charts.example.com";
        (await TryExportAsync("flux", two, Address)).ShouldEndWith(3, "is not in the chart repository");
        (await TryExportAsync("flux", two)).ShouldEndWith(3, "is not in the chart repository");
        await InstallAsync(4, two);
        (await TryExportAsync("flux", two)).ShouldEndWith(2, "--repo-url=https://");
        (await TryExportAsync("argocd", two)).ShouldEndWith(2, "--repo-url=https://");

        await ExportAsync("flux", two, Address);
        var first = Bytes("flux");
        await ExportAsync("flux", two, Address);
        Bytes("flux").ShouldBe(first);

        (await TryExportAsync("flux", ["infosite"], Address)).ShouldEndWith(3, "drops staging-users-api.yaml");
        _checkout.Environment["DEPLOY_SECRET"] = "2026-11-02.09-14-55";
        (await TryExportAsync("flux", two, Address)).ShouldEndWith(3, "named like a secret");
        _checkout.Environment.Remove("DEPLOY_SECRET");
        Bytes("flux").ShouldBe(first);
        await ExportAsync("flux", ["infosite"], Address, "--yes");
        Bytes("flux").Keys.ShouldBe([".export", "repository.yaml", "staging-infosite.yaml"], ignoreOrder: true);
    }

    private async Task InstallAsync(int major, string[] services)
    {
        var outcome = await _checkout.DeployAsync(
            "--target=InstallProd",
            "--env=staging",
            Named(services),
            "--yes",
            "--skip-tests",
            $"--helm-version={major}"
        );
        outcome.ExitCode.ShouldBe(0, outcome.ToString());
    }

    private static string Named(string[] services) => $"--services={string.Join(',', services)}";

    private Task<Outcome> TryExportAsync(string format, string[] services, params string[] more) =>
        _checkout.DeployAsync([
            "--target=Export",
            "--env=staging",
            Named(services),
            $"--format={format}",
            $"--output-dir=out/{format}",
            .. more,
        ]);

    private async Task ExportAsync(string format, string[] services, params string[] more)
    {
        var outcome = await TryExportAsync(format, services, more);
        outcome.ExitCode.ShouldBe(0, outcome.ToString());
    }

    private Dictionary<string, string> Bytes(string format)
    {
        var folder = Path.Combine(_checkout.Root, "out", format);
        return Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(folder, file), File.ReadAllText);
    }

    // What Helm has stored, straight from the platform that InstallProd has left behind.
    private static async Task<Dictionary<string, string>> InstalledAsync(
        HelmHome helm,
        SandboxServer server,
        string[] services
    )
    {
        var manifests = new Dictionary<string, string>();
        foreach (var release in services.Select(service => $"staging-{service.Replace('/', '-')}"))
        {
            manifests[release] = await helm.Run(
                "get",
                "manifest",
                release,
                "--namespace",
                "staging",
                "--kubeconfig",
                server.KubeconfigPath,
                "--kube-context",
                "prod-e1-1"
            );
        }

        return manifests;
    }

    private async Task<string> RegistryAsync()
    {
        await using var server = await ServeAsync();
        return server.Address.Authority;
    }

    private Task<SandboxServer> ServeAsync() =>
        SandboxServer.StartAsync(
            new SandboxOptions(
                Path.Combine(_checkout.Root, ".sandbox"),
                ["dev-e1-1", "prod-e1-1", "remoting-prod-e1-1"]
            ).WithRegistry(),
            Cancel
        );

    private async Task ShouldRenderAsync(HelmHome helm, Dictionary<string, string> installed)
    {
        foreach (var format in new[] { "flux", "argocd", "helmfile" })
        {
            var calls = ExportedManifests.Of(format, Path.Combine(_checkout.Root, "out", format));
            calls.Select(call => call.Release).ShouldBe(installed.Keys);
            foreach (var call in calls)
            {
                call.Namespace.ShouldBe("staging");
                (await RenderAsync(helm, call))
                    .TrimEnd()
                    .ShouldBe(installed[call.Release].TrimEnd(), $"{format}: {call.Release}");
            }
        }
    }

    private static Task<string> RenderAsync(HelmHome helm, EngineCall call)
    {
        var layers = call.Values.Select((values, number) => helm.Write($"{call.Release}/{number}.yaml", values));
        return helm.Run([
            "template",
            call.Release,
            .. call.Chart,
            "--namespace",
            call.Namespace,
            "--no-hooks",
            .. layers.SelectMany(file => new[] { "--values", file }),
            .. call.Set,
        ]);
    }
}

internal static class OutcomeAssertions
{
    public static void ShouldEndWith(this Outcome outcome, int exitCode, string error)
    {
        outcome.ExitCode.ShouldBe(exitCode, outcome.ToString());
        outcome.Error.ShouldContain(error);
    }
}
