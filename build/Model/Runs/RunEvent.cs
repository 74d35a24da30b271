namespace Deploy.Model.Runs;

/// <summary>Something that happened in a run, for whoever watches: the console, the journal, JSON output.</summary>
public abstract record RunEvent;

/// <summary>A stage began with a service.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Service">The service.</param>
public sealed record ServiceStarted(Stage Stage, ServiceName Service) : RunEvent;

/// <summary>A stage proved something.</summary>
/// <param name="Fact">What.</param>
public sealed record Proven(Fact Fact) : RunEvent;

/// <summary>A stage failed for a service; the others go on.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Service">The service.</param>
/// <param name="Error">Why.</param>
public sealed record ServiceFailed(Stage Stage, ServiceName Service, Exception Error) : RunEvent;

/// <summary>A stage did not begin with a service, because of another one.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Service">The service.</param>
/// <param name="Why">Why, as it goes on after "not started": <c>needs users/api, which failed</c>.</param>
public sealed record ServiceNotStarted(Stage Stage, ServiceName Service, string Why) : RunEvent;

/// <summary>How far a release has come on its way to ready.</summary>
/// <param name="Stage">The stage that waits.</param>
/// <param name="Service">Whose release.</param>
/// <param name="Release">The release.</param>
/// <param name="Ready">How many pods are ready.</param>
/// <param name="Wanted">How many there should be.</param>
/// <param name="Waiting">What is waited for, in a few words; null once nothing is.</param>
public sealed record ReleaseProgress(
    Stage Stage,
    ServiceName Service,
    ReleaseName Release,
    int Ready,
    int Wanted,
    string? Waiting
) : RunEvent;

/// <summary>In which state a release that failed was left.</summary>
/// <param name="Service">Whose release.</param>
/// <param name="Release">The release.</param>
/// <param name="Namespace">Where it is.</param>
/// <param name="End">The state.</param>
/// <param name="Revision">The revision that it is at; null where there is none, or nobody knows.</param>
public sealed record ReleaseLeft(
    ServiceName Service,
    ReleaseName Release,
    NamespaceName Namespace,
    ReleaseEnd End,
    int? Revision
) : RunEvent;

/// <summary>How an install that failed has left its release.</summary>
public enum ReleaseEnd
{
    /// <summary>At an earlier revision, which runs.</summary>
    RolledBack,

    /// <summary>At the revision that failed.</summary>
    Failed,

    /// <summary>Gone: its first install failed, and was taken back.</summary>
    Uninstalled,

    /// <summary>The cluster could not be asked.</summary>
    Unknown,
}

/// <summary>A child process printed a line.</summary>
/// <param name="Stage">The stage that started it.</param>
/// <param name="Service">The service that it works for.</param>
/// <param name="Line">The line.</param>
public sealed record ChildOutput(Stage Stage, ServiceName Service, string Line) : RunEvent;

/// <summary>Something that the user should know.</summary>
/// <param name="Text">What.</param>
/// <param name="IsWarning">Whether it may be a mistake.</param>
public sealed record Note(string Text, bool IsWarning = false) : RunEvent;

/// <summary>Where what happens in a run is said.</summary>
public interface IRunEvents
{
    /// <summary>Tells everybody who watches.</summary>
    void Publish(RunEvent happened);
}
