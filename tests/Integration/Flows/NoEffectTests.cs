using System.Collections.Concurrent;
using Deploy.Clusters;
using Deploy.Sandbox;
using Deploy.Testing;
using Deploy.Testing.Http;
using Microsoft.AspNetCore.Http;

namespace Deploy.Integration.Flows;

/// <summary>
/// <c>--plan</c> and <c>Diff</c> look, and leave nothing: every request to the cluster, the registry and a chart repository
/// in it is noted, everything else that would leave the machine runs into a proxy of its own, and every file is compared.
/// </summary>
public sealed class NoEffectTests : IAsyncLifetime
{
    private const string Values = "charts/services/infosite/infosite/values.yaml";

    private readonly Checkout _checkout = new();
    private readonly TemporaryFolder _elsewhere = new();
    private readonly ConcurrentQueue<string> _writes = new();
    private SandboxServer _sandbox = null!;
    private FaultProxy _services = null!;
    private FaultProxy _internet = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var options = new SandboxOptions(Path.Combine(_elsewhere.Path, "state"), ["prod-e1-1"]).WithRegistry();
        _sandbox = await SandboxServer.StartAsync(options, Cancel);
        _services = await FaultProxy.StartAsync(_sandbox.Address);
        _services.Fault = NoteAsync;
        _internet = await FaultProxy.StartAsync(_sandbox.Address);
        var home = Directory.CreateDirectory(Path.Combine(_elsewhere.Path, "home")).FullName;
        var temporary = Directory.CreateDirectory(Path.Combine(_elsewhere.Path, "tmp")).FullName;
        Directory.CreateDirectory(Path.Combine(_elsewhere.Path, "charts"));
        _elsewhere.Write(
            "kubeconfig",
            (await File.ReadAllTextAsync(_sandbox.KubeconfigPath, Cancel)).Replace(
                $"https://{_sandbox.Address.Authority}",
                $"http://{_services.Address.Authority}"
            )
        );
        foreach (
            var (name, value) in new[]
            {
                ("KUBECONFIG", Path.Combine(_elsewhere.Path, "kubeconfig")),
                ("HOME", home),
                ("TMPDIR", temporary),
                ("HTTP_PROXY", _internet.Address.ToString()),
                ("HTTPS_PROXY", _internet.Address.ToString()),
                ("NO_PROXY", "127.0.0.1"),
            }
        )
        {
            _checkout.Environment[name] = value;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _internet.DisposeAsync();
        await _services.DisposeAsync();
        await _sandbox.DisposeAsync();
        _elsewhere.Dispose();
        _checkout.Dispose();
    }

    [Theory]
    [InlineData(3, "folder")]
    [InlineData(4, "folder")]
    [InlineData(3, "registry")]
    [InlineData(4, "registry")]
    public async Task Should_look_and_leave_no_trace(int helm, string repository)
    {
        if ((await RealTools.HelmAsync(helm)).Missing is { } missing)
        {
            Assert.Skip(missing);
        }

        await GivenInstalledAsync(helm, repository);

        await ShouldHaveNoEffectAsync("--target=InstallProd", "--env=staging", "--plan");
        await ShouldHaveNoEffectAsync("--target=BuildAndInstallProd", "--plan", "--output=json");
        await ShouldHaveNoEffectAsync("--target=InstallProd", "--save-plan=.deploy/plan.json", "--env=staging");
        var diff = await ShouldHaveNoEffectAsync("--target=Diff", "--env=staging", $"--helm-version={helm}");
        diff.Output.ShouldContain("staging-infosite in staging: revision 1 would change");
        _services.Requests.ShouldContain(request => request.Contains("/namespaces/staging/secrets"));
    }

    // What a run does is noted: a proof that finds nothing must be able to find something.
    private async Task GivenInstalledAsync(int helm, string repository)
    {
        var charts =
            repository == "folder"
                ? Path.Combine(_elsewhere.Path, "charts")
                : $"oci://{_services.Address.Authority}/charts";
        var catalog = _elsewhere.Write(
            "catalog.yaml",
            $"platform: kubernetes\nregistry: {_services.Address.Authority}\nchart_repository: {charts}\n"
        );
        _checkout.Environment["DEPLOY_CATALOG"] = $"charts/services.yaml,{catalog}";
        using (var api = new ClusterApi(Path.Combine(_elsewhere.Path, "kubeconfig"), "prod-e1-1"))
        {
            await new Namespaces(api).EnsureAsync(
                new NamespaceName("staging"),
                new Dictionary<string, string>(),
                Cancel
            );
        }

        _writes.Clear();
        var installed = await _checkout.DeployAsync(
            "--target=BuildAndInstallProd",
            "--services=infosite",
            "--skip-tests",
            $"--helm-version={helm}"
        );
        installed.ExitCode.ShouldBe(0, installed.ToString());
        _writes.ShouldContain(request => request.Contains("/secrets"));
        _writes.ShouldContain(request => request.Contains("/v2/infosite/gunicorn/"));
        var values = Path.Combine(_checkout.Root, Values);
        await File.WriteAllTextAsync(
            values,
            (await File.ReadAllTextAsync(values, Cancel)) + "\npod_annotations: {changed: by-hand}\n",
            Cancel
        );
    }

    private async Task<Outcome> ShouldHaveNoEffectAsync(params string[] arguments)
    {
        _writes.Clear();
        // All that a run could reach; not the folder of the server behind the proxy, which keeps moving by itself.
        string[] folders =
        [
            _checkout.Root,
            .. new[] { "home", "tmp", "charts" }.Select(name => Path.Combine(_elsewhere.Path, name)),
        ];
        var before = new FileSnapshot(folders);

        var outcome = await _checkout.DeployAsync([.. arguments, "--services=infosite"]);

        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        _writes.ShouldBeEmpty();
        _internet.Requests.ShouldBeEmpty();
        new FileSnapshot(folders).Since(before).Where(path => !IsAllowed(path)).ShouldBeEmpty();
        return outcome;
    }

    // docs/plan.md: what can be made again, and the one file that was asked for.
    private bool IsAllowed(string path) =>
        path.StartsWith(Path.Combine(_checkout.Root, ".deploy", "cache"), StringComparison.Ordinal)
        || path == Path.Combine(_checkout.Root, ".deploy", "plan.json");

    private ValueTask<bool> NoteAsync(HttpContext context)
    {
        // Nothing that comes without TLS brings a token of Kubernetes.
        context.Request.Headers.Authorization = $"{_sandbox.Authorization}";
        var (method, path) = (context.Request.Method, context.Request.Path.ToString());
        var isQuestion = path.Contains("/authorization.k8s.io/") && path.Contains("selfsubject");
        if (!HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !isQuestion)
        {
            _writes.Enqueue($"{method} {path}");
        }

        return ValueTask.FromResult(false);
    }
}
