using System.Diagnostics;
using Deploy.Testing;

namespace Deploy.Integration.Sandbox;

/// <summary>A process that serves a platform, and that a test can kill.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;

    private HostProcess(Process process, string greeting)
    {
        _process = process;
        var words = greeting.Split(' ');
        IsOwner = words[0] == "serving";
        Address = words[1];
    }

    /// <summary>Whether it serves the folder itself.</summary>
    public bool IsOwner { get; }

    public string Address { get; }

    public bool HasEnded => _process.HasExited;

    /// <summary>What it has taken of the processors so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a process and waits until its platform answers.</summary>
    public static async Task<HostProcess> StartAsync(Platform platform)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var host = Path.Combine(Repository.Root, ".artifacts", "bin", "SandboxHost", configuration, "SandboxHost.dll");
        var start = new ProcessStartInfo("dotnet", [host, platform.StateFolder, Platform.Context])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var process = Process.Start(start)!;
        var greeting = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return new HostProcess(process, greeting ?? throw new InvalidOperationException("the host did not start"));
    }

    /// <summary>Kills the process without any warning (SIGKILL).</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks the process to end, and does not wait for it.</summary>
    public void Ask() => _process.StandardInput.Close();

    public Task EndAsync() => _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
