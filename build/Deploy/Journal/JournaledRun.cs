namespace Deploy.Journal;

/// <summary>A run that left a journal.</summary>
/// <param name="Id">Its id, as its folder is called.</param>
/// <param name="Began">When it began, UTC; null where its journal does not say.</param>
/// <param name="Target">What was asked for.</param>
/// <param name="Environment">Where to.</param>
/// <param name="Services">What it deployed.</param>
/// <param name="User">Who ran it.</param>
/// <param name="End">How it ended.</param>
/// <param name="ExitCode">With what; null where it never came to its end.</param>
/// <param name="ProcessId">Its process, where that may still be at it.</param>
/// <param name="Resumes">The run that it goes on with; null where it stands alone.</param>
internal sealed record JournaledRun(
    string Id,
    DateTimeOffset? Began,
    string Target,
    string Environment,
    IReadOnlyList<string> Services,
    string User,
    RunEnd End,
    int? ExitCode,
    int? ProcessId,
    string? Resumes
);

/// <summary>How a run ended.</summary>
internal enum RunEnd
{
    /// <summary>Everything was done.</summary>
    Done,

    /// <summary>Something failed.</summary>
    Failed,

    /// <summary>A guard refused.</summary>
    Refused,

    /// <summary>The user interrupted it.</summary>
    Interrupted,

    /// <summary>It goes on, on this machine.</summary>
    Running,

    /// <summary>Its process is gone, and never came to the end.</summary>
    Died,

    /// <summary>Its journal has no end, and it ran where nobody here can look: it died, or still runs.</summary>
    Unknown,
}
