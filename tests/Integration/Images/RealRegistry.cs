using System.ComponentModel;
using System.Diagnostics;
using Deploy.Testing;

namespace Deploy.Integration.Images;

/// <summary>The real <c>docker-registry</c> (Debian's package of that name), with a password, on a free loopback port.</summary>
internal sealed class RealRegistry : IAsyncDisposable
{
    public const string User = "AWS";
    public const string Password = "test-token";

    // The password above as htpasswd -B writes it.
    private const string PasswordHash = "$2y$05$eKvc1bpYLlceaC6cfrhBAerjYGVHROFMMIXg61ZqaK7rSW4LNY.NK";

    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    private RealRegistry(int port)
    {
        Host = new RegistryHost($"localhost:{port}");
        var passwords = _folder.Write("htpasswd", $"{User}:{PasswordHash}\n");
        var configuration = _folder.Write(
            "registry.yml",
            $$"""
            version: 0.1
            log: {level: error}
            storage: {filesystem: {rootdirectory: "{{_folder.Path}}/content"} }
            http: {addr: "127.0.0.1:{{port}}"}
            auth: {htpasswd: {realm: tests, path: "{{passwords}}"} }
            """
        );
        var start = new ProcessStartInfo("docker-registry", ["serve", configuration])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = StartOrDispose(start);
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public RegistryHost Host { get; }

    public Uri Address => new($"http://{Host}/");

    /// <summary>Starts one, or skips the test where the program is absent.</summary>
    public static async Task<RealRegistry> StartAsync()
    {
        try
        {
            var registry = new RealRegistry(Health.FreePort());
            await registry.AnswersAsync();
            return registry;
        }
        catch (Win32Exception)
        {
            Assert.Skip("there is no docker-registry on the PATH (Debian package docker-registry)");
            throw;
        }
    }

    private Process StartOrDispose(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            _folder.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private async Task AnswersAsync()
    {
        using var client = new HttpClient();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            try
            {
                await client.GetAsync($"{Address}v2/", limit.Token);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
            }
        }
    }
}
