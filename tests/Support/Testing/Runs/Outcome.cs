using System.Diagnostics;

namespace Deploy.Testing.Runs;

/// <summary>What a command came to.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it complained about.</param>
public sealed record Outcome(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a command to its end.</summary>
    public static async Task<Outcome> OfAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await error);
    }

    /// <summary>Everything that it said, for messages of failing tests.</summary>
    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Error}";
}
