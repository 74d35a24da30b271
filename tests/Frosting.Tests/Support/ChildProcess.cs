using System.Diagnostics;
using Cake.Frosting.Probe.Tasks;

namespace Cake.Frosting.Tests.Support;

/// <summary>The probe program as a process of its own: for what only the process's own streams and exit code show.</summary>
internal static class ChildProcess
{
    public static Task<(int ExitCode, string Output, string Error)> Run(params string[] args) =>
        Dotnet([typeof(GreetTask).Assembly.Location, .. args]);

    /// <summary>Any command of <c>dotnet</c>.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> Dotnet(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", args)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["NO_COLOR"] = "1", ["TERM"] = "dumb" },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
    }
}
