using System.ComponentModel;
using System.Diagnostics;

namespace Deploy.Benchmarks;

/// <summary>What a process has cost, its start included.</summary>
/// <param name="Cpu">Processor time, user and system.</param>
/// <param name="Wall">Time on the clock.</param>
/// <param name="PeakBytes">Most memory that it had at once (Linux: VmHWM).</param>
/// <param name="Output">What it printed.</param>
internal sealed record Measured(TimeSpan Cpu, TimeSpan Wall, long PeakBytes, string Output)
{
    /// <summary>Runs a program to its end.</summary>
    public static async Task<Measured> OfAsync(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var (cpu, peak) = (TimeSpan.Zero, 0L);
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(5)))
        {
            // Both are gone once it has ended, so the last look counts.
            process.Refresh();
            (cpu, peak) = Look(process, cpu, peak);
        }

        return process.ExitCode == 0
            ? new(cpu, watch.Elapsed, peak, await output)
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await output}");
    }

    private static (TimeSpan, long) Look(Process process, TimeSpan cpu, long peak)
    {
        try
        {
            return (process.TotalProcessorTime, Math.Max(peak, process.PeakWorkingSet64));
        }
        // It may end between two questions.
        catch (Exception error) when (error is InvalidOperationException or Win32Exception)
        {
            return (cpu, peak);
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Cpu.TotalSeconds, 6:0.00} s CPU  {Wall.TotalSeconds, 6:0.00} s wall  {PeakBytes / 1048576.0, 7:0} MiB";
}
