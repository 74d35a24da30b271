using Deploy.Integration.Demo;
using Deploy.Sandbox;
using Deploy.Testing;
using Deploy.Tools.Binaries;

namespace Deploy.Integration.Sandbox;

/// <summary>An embedded platform of the test's own, and the real helm and kubectl pointed at it.</summary>
internal sealed class Platform : IAsyncDisposable
{
    public const string Context = "dev-e1-1";
    public const string Namespace = "prod";

    private readonly TemporaryFolder _folder;
    private readonly SandboxServer? _server;

    private Platform(TemporaryFolder folder, SandboxServer? server)
    {
        _folder = folder;
        _server = server;
    }

    /// <summary>Where the platform keeps its state.</summary>
    public string StateFolder => Path.Combine(_folder.Path, "state");

    /// <summary>What the platform lets in.</summary>
    public string Token => File.ReadAllText(Path.Combine(StateFolder, "token"));

    private string Kubeconfig => Path.Combine(StateFolder, "kubeconfig");

    /// <summary>A platform in this process.</summary>
    public static async Task<Platform> StartAsync()
    {
        var folder = new TemporaryFolder();
        var options = new SandboxOptions(Path.Combine(folder.Path, "state"), [Context]);
        return new Platform(folder, await SandboxServer.StartAsync(options, CancellationToken.None));
    }

    /// <summary>Only the folder, for a platform in a process of its own.</summary>
    public static Platform InFolder() => new(new TemporaryFolder(), null);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>Writes a file and returns its path.</summary>
    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>Runs helm in the test's namespace; skips the test where that helm cannot be had.</summary>
    public async Task<Child> HelmAsync(int major, params IEnumerable<string> arguments)
    {
        var (helm, missing) = await RealTools.HelmAsync(major);
        Assert.SkipWhen(helm is null, missing ?? "");
        return await Child.Run(
            helm.Path.FullPath,
            ["--kubeconfig", Kubeconfig, "--kube-context", Context, "--namespace", Namespace, .. arguments],
            Environment
        );
    }

    /// <summary>Runs kubectl in the test's namespace; skips the test where it cannot be had.</summary>
    public async Task<Child> KubectlAsync(params IEnumerable<string> arguments)
    {
        var (kubectl, missing) = await RealTools.KubectlAsync();
        Assert.SkipWhen(kubectl is null, missing ?? "");
        return await KubectlAsync(kubectl, arguments);
    }

    /// <summary>Runs a certain kubectl.</summary>
    public Task<Child> KubectlAsync(Binary kubectl, params IEnumerable<string> arguments) =>
        Child.Run(
            kubectl.Path.FullPath,
            ["--kubeconfig", Kubeconfig, "--context", Context, "--namespace", Namespace, .. arguments],
            Environment
        );

    // Caches of discovery and of repositories stay out of the user's home.
    private Dictionary<string, string> Environment => new() { ["HOME"] = _folder.Path, ["HELM_DEBUG"] = "false" };
}
