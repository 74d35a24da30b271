using System.Collections.Concurrent;
using System.Diagnostics;

namespace Deploy.Testing.Runs;

/// <summary>
/// The programs that are warm, as many as have been needed at once. A run in one costs a seventh of what a process costs,
/// most of whose time goes into compiling. Tests that send signals, or look at processes, start a <c>Run</c> instead.
/// </summary>
public sealed class WarmPrograms : IDisposable
{
    private static readonly ConcurrentBag<WarmProgram> _idle = [];

    /// <summary>Runs the program in one that is idle, or a new one.</summary>
    public static async Task<Outcome> RunAsync(ProcessStartInfo start)
    {
        var program = _idle.TryTake(out var idle) ? idle : await WarmProgram.StartAsync();
        var outcome = await program.RunAsync(start);
        if (program.IsAlive)
        {
            _idle.Add(program);
        }
        else
        {
            program.Dispose();
        }

        return outcome;
    }

    /// <summary>Ends them all.</summary>
    public void Dispose()
    {
        while (_idle.TryTake(out var program))
        {
            program.Dispose();
        }
    }
}
