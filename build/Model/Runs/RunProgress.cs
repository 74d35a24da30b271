namespace Deploy.Model.Runs;

/// <summary>A run began: everything is decided, and nothing was done yet.</summary>
/// <param name="Id">The run's id, the name of its folder.</param>
/// <param name="CommandLine">What the user typed, word by word.</param>
/// <param name="Plan">What will be done.</param>
/// <param name="Platform">Where things run.</param>
/// <param name="User">Who runs it.</param>
/// <param name="Host">On which machine.</param>
/// <param name="ProcessId">In which process.</param>
public sealed record RunStarted(
    string Id,
    IReadOnlyList<string> CommandLine,
    Plan Plan,
    PlatformKind Platform,
    string User,
    string Host,
    int ProcessId
) : RunEvent
{
    /// <summary>The id of the run that it goes on with; null where it stands alone.</summary>
    public string? Resumes { get; init; }
}

/// <summary>A stage began.</summary>
/// <param name="Stage">The stage.</param>
public sealed record StageStarted(Stage Stage) : RunEvent;

/// <summary>A stage is over.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Outcome">How.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Why">Why it was skipped; null where it was not.</param>
public sealed record StageEnded(Stage Stage, StageOutcome Outcome, TimeSpan Duration, string? Why = null) : RunEvent;

/// <summary>How a stage ended.</summary>
public enum StageOutcome
{
    /// <summary>Everything that it had to do is done.</summary>
    Done,

    /// <summary>It failed, for at least one service.</summary>
    Failed,

    /// <summary>It did not run.</summary>
    Skipped,
}

/// <summary>A stage is done with a service.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Service">The service.</param>
public sealed record ServiceEnded(Stage Stage, ServiceName Service) : RunEvent;

/// <summary>Something failed that is not about one service: a guard refused, a cluster could not be reached.</summary>
/// <param name="Stage">The stage that it happened in; null where none had begun.</param>
/// <param name="Error">Why.</param>
public sealed record RunFailed(Stage? Stage, Exception Error) : RunEvent;

/// <summary>The run is over.</summary>
/// <param name="Code">What the shell sees.</param>
/// <param name="Duration">How long it took.</param>
public sealed record RunEnded(ExitCode Code, TimeSpan Duration) : RunEvent;
