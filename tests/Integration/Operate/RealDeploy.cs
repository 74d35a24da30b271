using Deploy.Integration.Demo;
using Deploy.Testing;

namespace Deploy.Integration.Operate;

/// <summary>infosite, built from a throw-away clone by the whole program, and running on the real cluster.</summary>
internal sealed class RealDeploy : IAsyncDisposable
{
    private const string Service = "infosite";

    private readonly Checkout _checkout = new();
    private readonly TemporaryFolder _folder = new();
    private readonly string _namespace = $"operate-{Random.Shared.NextInt64():x}"[..16];
    private readonly string _kubectl;
    private readonly string _catalog;
    private readonly int _major;

    private RealDeploy(string kubectl, int major)
    {
        (_kubectl, _major) = (kubectl, major);
        _checkout.Environment["KUBECONFIG"] = RealCluster.Kubeconfig;
        _catalog = _folder.Write(
            "cluster.yaml",
            $$"""
            platform: kubernetes
            registry: localhost:5000
            chart_repository: .deploy/charts
            service_types:
              gunicorn:
                images:
                  gunicorn:
                    builder: layer
                    base: localhost:5000/base/python:3.11
                    command: [python3, /app/service.pex]
            services:
              - name: {{Service}}
                type: gunicorn
                dev_port: {{Port}}
            """
        );
    }

    /// <summary>The port of this machine that PortForward serves it on.</summary>
    public int Port { get; } = Images.Health.FreePort();

    /// <summary>Installs it; skips the test where a part is missing.</summary>
    public static async Task<RealDeploy> InstalledAsync(int major)
    {
        var helm = await RealTools.HelmAsync(major);
        var kubectl = await RealTools.KubectlAsync();
        var missing = RealCluster.Missing() ?? helm.Missing ?? kubectl.Missing;
        Assert.SkipWhen(missing is not null, missing ?? "");
        var deploy = new RealDeploy(kubectl.Binary!.Path.FullPath, major);
        try
        {
            await deploy.RunAsync("CreateNamespace");
            await deploy.InstallAsync();
            return deploy;
        }
        catch
        {
            await deploy.DisposeAsync();
            throw;
        }
    }

    /// <summary>Builds and installs what the clone has now.</summary>
    public Task<Outcome> InstallAsync() => RunAsync("InstallDev", $"--services={Service}", "--verbosity=verbose");

    /// <summary>Changes the page.</summary>
    public void EditPage(string from, string to)
    {
        var file = Path.Combine(_checkout.Root, "services/infosite/page.html");
        var text = File.ReadAllText(file);
        text.ShouldContain(from);
        File.WriteAllText(file, text.Replace(from, to));
    }

    /// <summary>Runs a target, which has to succeed.</summary>
    public async Task<Outcome> RunAsync(string target, params string[] more)
    {
        var outcome = await _checkout.DeployAsync(Arguments(target, more));
        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        return outcome;
    }

    /// <summary>Starts a target that goes on until it is interrupted.</summary>
    public Run Start(string target, params string[] more) =>
        new(_checkout.Root, "ada", Arguments(target, more), ("KUBECONFIG", RealCluster.Kubeconfig));

    /// <summary>The page, asked for through the API server.</summary>
    public Task<string> PageAsync() =>
        KubectlAsync("get", "--raw", $"/api/v1/namespaces/{_namespace}/services/{Service}:http/proxy/");

    /// <summary>Runs kubectl in the namespace.</summary>
    public Task<string> KubectlAsync(params string[] arguments) =>
        KubectlAsync(new Dictionary<string, string>(), arguments);

    /// <summary>Edits an object as a person does, with a program in the editor's place.</summary>
    public Task<string> EditAsync(string item, string editor) =>
        KubectlAsync(new Dictionary<string, string> { ["KUBE_EDITOR"] = editor }, "edit", item);

    public async ValueTask DisposeAsync()
    {
        await KubectlAsync("delete", "namespace", _namespace, "--ignore-not-found", "--wait=false");
        _checkout.Dispose();
        _folder.Dispose();
    }

    private async Task<string> KubectlAsync(IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        string[] where = [$"--kubeconfig={RealCluster.Kubeconfig}", $"--context={RealCluster.Context}"];
        var answer = await Child.Run(_kubectl, [.. where, $"--namespace={_namespace}", .. arguments], variables);
        answer.ShouldHaveSucceeded();
        return answer.Output;
    }

    private string[] Arguments(string target, string[] more) =>
        [
            $"--target={target}",
            "--env=dev",
            $"--namespace={_namespace}",
            "--catalog=charts/services.yaml",
            $"--catalog={_catalog}",
            $"--helm-version={_major}",
            .. more,
        ];
}
