using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Deploy.Integration.Demo;
using Deploy.Sandbox;
using Deploy.Testing;
using Deploy.Tools.Binaries;

namespace Deploy.Integration.Sandbox;

/// <summary>What the README's first command promises: the demo runs, and people reach it as they reach a real one.</summary>
public sealed partial class RunningTests : IDisposable
{
    private readonly Checkout _checkout = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    public void Dispose()
    {
        _http.Dispose();
        _checkout.Dispose();
    }

    [Fact]
    public async Task Should_serve_the_page_at_the_address_that_it_prints_until_it_is_killed()
    {
        var kubectl = await RequireAsync();
        using var run = new Run(_checkout.Root, "ada", ["--target=Demo", "--services=infosite", "--helm-version=4"]);
        await Patience.UntilAsync("an address is printed", () => Address().IsMatch(run.Output));
        run.Output.ShouldContain("ada-infosite: Helm tests passed");
        var journal = Directory
            .GetFiles(Path.Combine(_checkout.Root, ".deploy", "runs"), "journal.jsonl", SearchOption.AllDirectories)
            .ShouldHaveSingleItem();
        (await File.ReadAllTextAsync(journal, TestContext.Current.CancellationToken)).ShouldContain(
            "ok http://infosite/healthz"
        );

        (await GetAsync(Address().Match(run.Output))).ShouldContain("<html");
        var pod = (
            await KubectlAsync(kubectl, "get", "pods", "--output=name", "--selector=app.kubernetes.io/component=server")
        ).Trim();
        (await KubectlAsync(kubectl, "logs", pod)).ShouldContain("infosite listens on http://0.0.0.0:8000");
        (await KubectlAsync(kubectl, "exec", pod, "--", "/bin/sh", "-c", "echo $HOSTNAME; exit 0"))
            .Trim()
            .ShouldBe(pod["pod/".Length..]);
        (await ForwardedAsync(kubectl, pod)).ShouldContain("<html");

        await run.KillAsync();
        await run.EndAsync();

        await Patience.UntilAsync("nothing of it runs", () => !Processes().Any());
    }

    [Fact]
    public async Task Should_show_the_traceback_of_a_program_that_raises_at_its_start()
    {
        await RequireAsync();
        var path = Path.Combine(_checkout.Root, "services", "infosite", "app.py");
        await File.AppendAllTextAsync(
            path,
            "\nraise RuntimeError('no database')\n",
            TestContext.Current.CancellationToken
        );

        var outcome = await _checkout.DeployAsync("--target=InstallDev", "--services=infosite", "--helm-version=4");

        outcome.ExitCode.ShouldBe(1, outcome.ToString());
        $"{outcome.Output}{outcome.Error}".ShouldContain("RuntimeError: no database");
    }

    private static async Task<Binary> RequireAsync()
    {
        Assert.SkipWhen(SandboxContainers.Lack is not null, SandboxContainers.Lack ?? "");
        var (_, noHelm) = await RealTools.HelmAsync(4);
        Assert.SkipWhen(noHelm is not null, noHelm ?? "");
        var (kubectl, missing) = await RealTools.KubectlAsync();
        Assert.SkipWhen(kubectl is null, missing ?? "");
        return kubectl;
    }

    private async Task<string> GetAsync(Match address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{address.Groups["port"].Value}/");
        request.Headers.Host = address.Groups["host"].Value;
        using var response = await _http.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await response.Content.ReadAsStringAsync();
    }

    private async Task<string> KubectlAsync(Binary kubectl, params string[] arguments) =>
        (await Child.Run(kubectl.Path.FullPath, [.. Cluster(), .. arguments], Home())).ShouldHaveSucceeded().Output;

    // Where its caches may lie.
    private Dictionary<string, string> Home() => new() { ["HOME"] = Path.Combine(_checkout.Root, ".sandbox") };

    private string[] Cluster() =>
        [
            "--kubeconfig",
            Path.Combine(_checkout.Root, ".sandbox", "kubeconfig"),
            "--context",
            "dev-e1-1",
            "--namespace",
            "ada",
        ];

    private async Task<string> ForwardedAsync(Binary kubectl, string pod)
    {
        var start = new ProcessStartInfo(kubectl.Path.FullPath, [.. Cluster(), "port-forward", pod, ":8000"])
        {
            RedirectStandardOutput = true,
        };
        using var forward = Process.Start(start)!;
        try
        {
            var line = await forward.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1));
            return await _http.GetStringAsync(
                $"http://127.0.0.1:{Forwarded().Match(line ?? "").Groups["port"].Value}/"
            );
        }
        finally
        {
            forward.Kill();
        }
    }

    // Containers are started from a script that names the checkout's folder.
    private IEnumerable<string> Processes() =>
        Directory
            .EnumerateDirectories("/proc")
            .Where(process => Arguments(process).Contains(_checkout.Root, StringComparison.Ordinal));

    private static string Arguments(string process)
    {
        try
        {
            return File.ReadAllText($"{process}/cmdline");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    [GeneratedRegex(
        "ada/infosite: http://(?<host>infosite.ada.localhost):(?<port>[0-9]+)/",
        RegexOptions.ExplicitCapture,
        30_000
    )]
    private static partial Regex Address();

    [GeneratedRegex(@"127\.0\.0\.1:(?<port>[0-9]+) ->", RegexOptions.ExplicitCapture, 30_000)]
    private static partial Regex Forwarded();
}
