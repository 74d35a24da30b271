using System.Diagnostics;

namespace Deploy.Sandbox.Containers.Linux;

/// <summary>The program of a container: the only child of the process that made its namespaces.</summary>
internal sealed class LinuxContainer : IContainer
{
    private const int BufferSize = 16 * 1024;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestMaking = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private bool _hasExited;
    private readonly int _id;
    private readonly Process _process;
    private readonly ContainerStart _start;
    private readonly string _building;
    private readonly Dictionary<string, string> _environment;
    private readonly Func<ProcessStartInfo, Process> _launch;

    public LinuxContainer(
        Process process,
        ContainerStart start,
        string building,
        Dictionary<string, string> environment,
        Func<ProcessStartInfo, Process> launch
    )
    {
        _process = process;
        _id = process.Id;
        _start = start;
        _building = building;
        _environment = environment;
        _launch = launch;
        Ended = RunAsync();
    }

    public Task<int> Ended { get; }

    public void Terminate()
    {
        if (!Ended.IsCompleted)
        {
            _ = TerminateAsync();
        }
    }

    public void Kill()
    {
        Signal(LinuxCalls.Kill);
        lock (_gate)
        {
            // While its place is still being made, there is nobody but the maker; once it has ended, its id is another's.
            if (!_hasExited)
            {
                LinuxCalls.Signal(_id, LinuxCalls.Kill);
            }
        }
    }

    public ContainerCommand Execute(IReadOnlyList<string> command, bool hasInput)
    {
        if (Ended.IsCompleted || ProcessTree.ChildOf(_id) is not { } program)
        {
            throw new StartFailedException("the container is not running");
        }

        var start = new ProcessStartInfo("/usr/bin/nsenter")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] place = ["--target", $"{program}", "--mount", "--uts", "--ipc", "--net", "--pid", "--root", "--wd"];
        string[] rights = ["--setgid", $"{_start.RunAs.Group}", "--setuid", $"{_start.RunAs.User}"];
        foreach (var argument in (IEnumerable<string>)[.. place, .. rights, "--", .. command])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        var process = _launch(start);
        if (!hasInput)
        {
            process.StandardInput.Close();
        }

        return new ContainerCommand(process);
    }

    // What makes the place is the first process of its namespace, and deaf to the signal: it is the program that is asked.
    private async Task TerminateAsync()
    {
        var started = TimeProvider.System.GetTimestamp();
        while (
            !Ended.IsCompleted
            && TimeProvider.System.GetElapsedTime(started) < LongestMaking
            && (ProcessTree.ChildOf(_id) is not { } program || !ProcessTree.HasLeft(program, _building))
        )
        {
            await Task.Delay(Pause, TimeProvider.System);
        }

        Signal(LinuxCalls.Terminate);
    }

    private void Signal(int signal)
    {
        if (!Ended.IsCompleted && ProcessTree.ChildOf(_id) is { } program)
        {
            LinuxCalls.Signal(program, signal);
        }
    }

    private async Task<int> RunAsync()
    {
        var output = CopyAsync(_process.StandardOutput.BaseStream);
        var errors = CopyAsync(_process.StandardError.BaseStream);
        await _process.WaitForExitAsync();
        lock (_gate)
        {
            _hasExited = true;
        }

        await Task.WhenAll(output, errors);
        var code = _process.ExitCode;
        _process.Dispose();
        return code;
    }

    private async Task CopyAsync(Stream stream)
    {
        var buffer = new byte[BufferSize];
        while (await stream.ReadAsync(buffer) is > 0 and var length)
        {
            _start.Output(buffer.AsMemory(0, length));
        }
    }
}
