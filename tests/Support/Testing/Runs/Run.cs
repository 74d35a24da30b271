using System.Diagnostics;
using System.Globalization;
using System.Text;
using Shouldly;

namespace Deploy.Testing.Runs;

/// <summary>A run of the program that a test can interrupt and kill. It leads a process group, as a shell makes it.</summary>
public sealed class Run : IDisposable
{
    private readonly Process _process = new();
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    /// <summary>Starts it.</summary>
    public Run(
        string folder,
        string user,
        IEnumerable<string> arguments,
        params (string Name, string Value)[] variables
    )
        : this([], folder, user, arguments, variables) { }

    private Run(
        IEnumerable<string> launcher,
        string folder,
        string user,
        IEnumerable<string> arguments,
        (string Name, string Value)[] variables
    )
    {
        // Where the tests run in the background of a script, Ctrl-C is ignored, which children inherit.
        string[] command = ["--default-signal=INT", "setsid", .. launcher, "dotnet", BuiltProgram.Path, .. arguments];
        _process.StartInfo = Desk.Start("env", command, folder, [("USER", user), .. variables]);
        _process.StartInfo.RedirectStandardInput = true;
        _process.StartInfo.RedirectStandardOutput = true;
        _process.StartInfo.RedirectStandardError = true;
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_error, line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Starts it as on another machine: in a process namespace of its own, which only root can make.</summary>
    public static Run Elsewhere(string folder, string user, IEnumerable<string> arguments) =>
        new(["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"], folder, user, arguments, []);

    /// <summary>Its process id, and that of its group.</summary>
    public int Id => _process.Id;

    /// <summary>What it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Ctrl-C at its terminal: the whole group gets it.</summary>
    public Task InterruptAsync() => KillAsync("-INT", $"-{Id}");

    /// <summary>Stops the whole group for a while, as Ctrl-Z does, or lets it go on. Its helm is not in it.</summary>
    public Task FreezeAsync(bool frozen) => KillAsync(frozen ? "-STOP" : "-CONT", $"-{Id}");

    /// <summary>Ctrl-C at a moment at which it may have ended.</summary>
    public Task TryInterruptAsync() => TrySignalAsync("INT");

    /// <summary>A signal to the whole group at a moment at which it may have ended.</summary>
    public Task TrySignalAsync(string signal) => TryKillAsync($"-{signal}", $"-{Id}");

    /// <summary>SIGKILL, to it alone.</summary>
    public Task KillAsync() => KillAsync("-KILL", $"{Id}");

    /// <summary>Sends a signal.</summary>
    public static async Task KillAsync(string signal, string process)
    {
        var outcome = await Outcome.OfAsync(new("/bin/kill", [signal, "--", process]));
        outcome.ExitCode.ShouldBe(0, outcome.ToString());
    }

    /// <summary>Sends a signal to what may be gone.</summary>
    public static Task TryKillAsync(string signal, string process) =>
        Outcome.OfAsync(new("/bin/kill", [signal, "--", process]));

    /// <summary>Sends a signal.</summary>
    public static Task KillAsync(string signal, int process) =>
        KillAsync(signal, process.ToString(CultureInfo.InvariantCulture));

    /// <summary>Waits until it has ended, two minutes at most.</summary>
    public async Task<Outcome> EndAsync()
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"PID {Id} has not ended after two minutes:\n{Output}");
        }

        lock (_error)
        {
            return new(_process.ExitCode, Output, _error.ToString());
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static void Keep(StringBuilder text, string? line)
    {
        if (line is not null)
        {
            lock (text)
            {
                text.AppendLine(line);
            }
        }
    }
}
