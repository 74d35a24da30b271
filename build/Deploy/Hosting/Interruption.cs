using System.Runtime.InteropServices;

namespace Deploy.Hosting;

/// <summary>Turns Ctrl-C, SIGTERM and a closed terminal into cancellation, so that children are reaped and locks released.</summary>
public sealed class Interruption : IDisposable
{
    // Whoever forces the end wants out, whatever becomes of the words.
    private static readonly TimeSpan _lastWords = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _source = new();
    private readonly InterruptionRule _rule;
    private readonly PosixSignalRegistration[] _signals;

    /// <summary>Listens from now on.</summary>
    /// <param name="time">The clock between two signals.</param>
    public Interruption(TimeProvider time)
    {
        _rule = new(time);
        _signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Take),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Take),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Take),
        ];
    }

    /// <summary>Ends when the user interrupts.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether the user did.</summary>
    public bool Happened => _source.IsCancellationRequested;

    /// <summary>What has to be brought to an end at this moment, in words: helm processes, locks.</summary>
    public Func<IReadOnlyList<string>> UnderWay { get; set; } = () => [];

    /// <summary>Where it is said what is done about it.</summary>
    public Action<string> Say { get; set; } = Terminal.WriteError;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        _source.Dispose();
    }

    private void Take(PosixSignalContext signal)
    {
        var meaning = _rule.Take(signal.Signal);
        signal.Cancel = meaning != SignalMeaning.Force;
        if (meaning == SignalMeaning.Begin)
        {
            // Nothing is to wait for words: an output that stands still would hold up everything.
            var underWay = UnderWay();
            _ = _source.CancelAsync();
            if (underWay.Count > 0)
            {
                Say($"Interrupted: ending {string.Join(", ", underWay)}; Ctrl-C again to leave it as it is");
            }
        }
        else if (meaning == SignalMeaning.Force)
        {
            Task.Run(() => Say(Left(UnderWay()))).Wait(_lastWords);
        }
    }

    private static string Left(IReadOnlyList<string> underWay) =>
        underWay.Count > 0
            ? $"Left as it is: {string.Join(", ", underWay)}. The next run there says what became of it"
            : "Left as it is: no lock was held, and no helm was at work";
}

/// <summary>What a signal means, by those that came before it.</summary>
/// <remarks>
/// Everyday tools send several: <c>timeout</c> signals its child and then its group, a terminal that is closed hangs up
/// twice, build servers send SIGINT and SIGTERM some seconds later. None of these wants anything to be left half-done.
/// </remarks>
/// <param name="time">The clock between two signals.</param>
internal sealed class InterruptionRule(TimeProvider time)
{
    /// <summary>A key that is pressed again, and not one signal that arrives twice.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private bool _hasBegun;
    private long? _pressed;

    /// <summary>A signal arrives.</summary>
    public SignalMeaning Take(PosixSignal signal)
    {
        lock (_gate)
        {
            var isKey = signal == PosixSignal.SIGINT;
            if (isKey && _pressed is { } first && time.GetElapsedTime(first) >= Apart)
            {
                return SignalMeaning.Force;
            }

            if (isKey)
            {
                _pressed ??= time.GetTimestamp();
            }

            var meaning = _hasBegun ? SignalMeaning.Ignore : SignalMeaning.Begin;
            _hasBegun = true;
            return meaning;
        }
    }
}

/// <summary>What is done about a signal.</summary>
internal enum SignalMeaning
{
    /// <summary>The first: everything is brought to an end.</summary>
    Begin,

    /// <summary>That is under way already.</summary>
    Ignore,

    /// <summary>Ctrl-C, and once more: the program ends at once.</summary>
    Force,
}
