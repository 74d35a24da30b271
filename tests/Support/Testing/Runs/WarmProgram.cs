using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using Deploy.WarmRuns;

namespace Deploy.Testing.Runs;

/// <summary>
/// The program in a process that has run it before, and will again: the same Main, with arguments, folder, variables and
/// standard streams of each run's own.
/// </summary>
internal sealed class WarmProgram : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("deploy-warm-");
    private readonly NamedPipeServerStream _pipe;
    private readonly Process _process;

    private WarmProgram()
    {
        var name = PathOf("pipe");
        _pipe = new(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        var start = new ProcessStartInfo("dotnet", [BuiltProgram.Path]) { RedirectStandardInput = true };
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(RunRequest).Assembly.Location;
        start.Environment[RunRequest.PipeVariable] = name;
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
    }

    /// <summary>Starts one.</summary>
    public static async Task<WarmProgram> StartAsync()
    {
        var program = new WarmProgram();
        await program._pipe.WaitForConnectionAsync().WaitAsync(_patience);
        return program;
    }

    /// <summary>Whether it can run once more: a crash ends the process too.</summary>
    public bool IsAlive { get; private set; } = true;

    /// <summary>Runs it as a process would be started: arguments, folder and variables are those.</summary>
    public async Task<Outcome> RunAsync(ProcessStartInfo start)
    {
        var variables = start.Environment.ToDictionary(variable => variable.Key, variable => variable.Value ?? "");
        var (output, error) = (PathOf("output"), PathOf("error"));
        var request = new RunRequest([.. start.ArgumentList], start.WorkingDirectory, variables, output, error);
        var exitCode = await AskAsync(request);
        return new(exitCode, await File.ReadAllTextAsync(output), await File.ReadAllTextAsync(error));
    }

    /// <summary>Ends the process, and takes its files away.</summary>
    public void Dispose()
    {
        _pipe.Dispose();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<int> AskAsync(RunRequest request)
    {
        using var answers = new StreamReader(_pipe, leaveOpen: true);
        await using var requests = new StreamWriter(_pipe, leaveOpen: true);
        await requests.WriteLineAsync(request.ToLine());
        await requests.FlushAsync();
        if (await answers.ReadLineAsync() is { } exitCode)
        {
            return int.Parse(exitCode, CultureInfo.InvariantCulture);
        }

        IsAlive = false;
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
