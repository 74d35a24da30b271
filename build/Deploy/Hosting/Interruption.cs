using System.Runtime.InteropServices;

namespace Deploy.Hosting;

/// <summary>Turns Ctrl-C, SIGTERM and a closed terminal into cancellation, so that children are reaped and locks released.</summary>
public sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;

    /// <summary>Listens from now on.</summary>
    public Interruption() =>
        _signals = [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Cancel),
        ];

    /// <summary>Ends when the user interrupts.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether the user did.</summary>
    public bool Happened => _source.IsCancellationRequested;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        _source.Dispose();
    }

    // A second signal is not held back: who presses Ctrl-C twice wants out.
    private void Cancel(PosixSignalContext signal)
    {
        signal.Cancel = !_source.IsCancellationRequested;
        _source.Cancel();
    }
}
