using Deploy.CrashSweep.Kernel;
using Deploy.Sandbox;
using Deploy.Testing;

namespace Deploy.CrashSweep;

/// <summary>
/// A checkout that can be put back to how it was, with an embedded platform that is served from here and so outlives the
/// program that is killed.
/// </summary>
internal sealed class Arena : IAsyncDisposable
{
    /// <summary>The clusters of the demo catalog.</summary>
    public static IReadOnlyList<string> Clusters { get; } = ["dev-e1-1", "prod-e1-1", "remoting-prod-e1-1"];

    private readonly TemporaryFolder _folder = new();
    private readonly Flow _flow;
    private readonly StopLibrary _library;
    private SandboxServer? _server;

    public Arena(Flow flow, StopLibrary library)
    {
        _flow = flow;
        _library = library;
    }

    /// <summary>The folder with the checkout and its upstream.</summary>
    public string Root => Path.Combine(_folder.Path, "root");

    /// <summary>The checkout.</summary>
    public string Repository => Path.Combine(Root, "repository");

    /// <summary>The platform's address.</summary>
    public SandboxServer Server => _server!;

    private string Log => Path.Combine(_folder.Path, "points");

    /// <summary>Puts everything back, the platform too.</summary>
    public async Task ResetAsync()
    {
        await StopServerAsync();
        const string Script = """
            rm -rf "$1" && cp -a "$0" "$1" && git -C "$1/repository" remote set-url origin "$1/upstream.git"
            """;
        var copied = await Shell.RunAsync(_folder.Path, Script, [_flow.Snapshot, Root]);
        copied.ExitCode.ShouldBe(0, copied.ToString());
        File.Delete(Log);
        var options = new SandboxOptions(Path.Combine(Repository, ".sandbox"), Clusters).WithRegistry();
        _server = await SandboxServer.StartAsync(options, CancellationToken.None);
        _server.IsOwner.ShouldBeTrue();
    }

    /// <summary>Runs the flow's command as a user would.</summary>
    public Task<Outcome> RunAsync(params IEnumerable<string> more) => DeployAsync([.. _flow.Arguments, .. more]);

    /// <summary>Runs any command of the program, in a process that is warm.</summary>
    public Task<Outcome> DeployAsync(params IEnumerable<string> arguments) =>
        WarmPrograms.RunAsync(Desk.Start("", arguments, Repository));

    /// <summary>Runs the flow's command and notes its points.</summary>
    public async Task<Recording> RecordAsync()
    {
        var outcome = await RunWatchedAsync("LD_PRELOAD=$PRELOAD exec dotnet \"$0\" \"$@\"", null);
        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        return new(await File.ReadAllLinesAsync(Log));
    }

    /// <summary>Runs the flow's command below strace, which writes a file for each thread.</summary>
    /// <param name="traces">How their names begin.</param>
    public async Task<Recording> TraceAsync(string traces)
    {
        var script = $$"""
            exec strace -ff -qq -y -s 80 -e signal=none -e trace={{KernelTrace.Calls}} -o '{{traces}}' \
              -E LD_PRELOAD="$PRELOAD" dotnet "$0" "$@"
            """;
        var outcome = await RunWatchedAsync(script, null);
        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        return new(await File.ReadAllLinesAsync(Log));
    }

    /// <summary>Runs the flow's command until it is killed at a point.</summary>
    /// <returns>Whether it came there.</returns>
    public async Task<bool> KillAtAsync(StopPoint point) =>
        (await RunWatchedAsync("LD_PRELOAD=$PRELOAD exec dotnet \"$0\" \"$@\"", point)).ExitCode == 128 + 9;

    /// <summary>The command lines of helms that work here.</summary>
    public IReadOnlyList<string> LivingHelms() =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Where(folder => Path.GetFileName(folder).All(char.IsAsciiDigit))
                .Select(folder => CommandLine(folder))
                .Where(line => line.Contains(Path.Combine(Repository, ".sandbox"), StringComparison.Ordinal)),
        ];

    public async ValueTask DisposeAsync()
    {
        await StopServerAsync();
        _folder.Dispose();
    }

    private async Task StopServerAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
            _server = null;
        }
    }

    private Task<Outcome> RunWatchedAsync(string script, StopPoint? at) =>
        Shell.RunAsync(Repository, script, [BuiltProgram.Path, .. _flow.Arguments], _library.Variables(Root, Log, at));

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }
}
