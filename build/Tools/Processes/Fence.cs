namespace Deploy.Tools.Processes;

/// <summary>
/// Stands between this program and the cluster once it may not change it any more, because its lock is another's: the
/// children that do so are killed at once, and none is started.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "It has no timer, and lives as long as the run."
)]
public sealed class Fence
{
    private readonly CancellationTokenSource _closed = new();
    private FailedException? _why;

    /// <summary>Ends when it closes.</summary>
    public CancellationToken Closed => _closed.Token;

    /// <summary>Looked at before a child starts; closes the fence where that is due.</summary>
    public Action Look { get; set; } = () => { };

    /// <summary>Closes it, for good. Whoever knows more by and by closes it again with more to say.</summary>
    /// <param name="why">What whoever is stopped is told.</param>
    public void Close(FailedException why)
    {
        Volatile.Write(ref _why, why);
        _closed.Cancel();
    }

    /// <summary>Why it is closed; null while it is open.</summary>
    public FailedException? Why()
    {
        Look();
        return Volatile.Read(ref _why);
    }
}
