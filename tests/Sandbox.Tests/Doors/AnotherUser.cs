using System.Diagnostics;

namespace Deploy.Sandbox.Tests.Doors;

/// <summary>Runs programs as a user who has nothing on this machine.</summary>
internal static class AnotherUser
{
    private const string Nobody = "65534";
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    /// <summary>Why that cannot be done here; <c>null</c> where it can.</summary>
    public static string? Missing =>
        !OperatingSystem.IsLinux() ? "only Linux has setpriv"
        : !Environment.IsPrivilegedProcess ? "only root can be another user"
        : Array.Find(["/usr/bin/setpriv", "/usr/bin/curl"], program => !File.Exists(program)) is { } program
            ? $"there is no {program}"
        : null;

    /// <summary>Runs a program and returns its exit code and what it printed.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] command)
    {
        var start = new ProcessStartInfo(
            "/usr/bin/setpriv",
            [$"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", "--", .. command]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(_patience);
        return (process.ExitCode, await output + await error);
    }
}
