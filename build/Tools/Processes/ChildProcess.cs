using System.Diagnostics;
using Cake.Core.IO;

namespace Deploy.Tools.Processes;

/// <summary>A running child: its input is written, its output read, each on a thread of its own, so that neither blocks the other.</summary>
internal sealed class ChildProcess : IChildProcess
{
    // A grandchild that inherited a stream can keep it open for ever; what the child itself wrote is read in no time.
    private static readonly TimeSpan _drainLimit = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly LineReader? _output;
    private readonly LineReader? _error;
    private ProcessTree? _offspring;

    public ChildProcess(ProcessStartInfo start, ProcessSettings settings, TimeProvider time)
    {
        _process = new Process { StartInfo = start };
        _process.Start();
        _output = start.RedirectStandardOutput
            ? new(_process.StandardOutput.BaseStream, settings.RedirectedStandardOutputHandler)
            : null;
        _error = start.RedirectStandardError
            ? new(_process.StandardError.BaseStream, settings.RedirectedStandardErrorHandler)
            : null;
        Write(settings.StandardInput?.Memory ?? default);
        Completion = CompleteAsync(time);
    }

    public Task<int> Completion { get; }

    public void WaitForExit() => Completion.GetAwaiter().GetResult();

    public bool WaitForExit(int milliseconds) => Completion.Wait(milliseconds);

    public int GetExitCode() => Completion.GetAwaiter().GetResult();

    public IEnumerable<string> GetStandardOutput() => Lines(_output);

    public IEnumerable<string> GetStandardError() => Lines(_error);

    public void Interrupt()
    {
        if (!OperatingSystem.IsWindows() && !_process.HasExited)
        {
            _offspring = ProcessTree.Below(_process.Id);
            UnixSignal.Terminate(_process.Id);
        }
        else
        {
            Kill();
        }
    }

    public void Kill() => _process.Kill(entireProcessTree: true);

    public void Dispose() => _process.Dispose();

    private async Task<int> CompleteAsync(TimeProvider time)
    {
        await _process.WaitForExitAsync();
        _offspring?.Kill();
        await Task.WhenAll(Drain(_output, time), Drain(_error, time));
        return _process.ExitCode;
    }

    private static async Task Drain(LineReader? reader, TimeProvider time)
    {
        if (reader is not null)
        {
            await await Task.WhenAny(reader.End, Task.Delay(_drainLimit, time));
            reader.Close();
        }
    }

    private IEnumerable<string> Lines(LineReader? reader)
    {
        WaitForExit();
        return reader?.Lines ?? [];
    }

    private void Write(ReadOnlyMemory<byte> input)
    {
        var stream = _process.StandardInput.BaseStream;
        if (input.IsEmpty)
        {
            stream.Dispose();
            return;
        }

        _ = Background.Run(() =>
        {
            try
            {
                using (stream)
                {
                    stream.Write(input.Span);
                }
            }
            catch (IOException)
            {
                // The child ended, or closed its input, without reading all of it: its exit code says whether that is right.
            }
        });
    }
}
