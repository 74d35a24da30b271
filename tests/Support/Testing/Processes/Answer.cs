namespace Deploy.Testing.Processes;

/// <summary>What a fake child does.</summary>
/// <param name="Output">What it writes to standard output.</param>
/// <param name="Error">What it writes to standard error.</param>
/// <param name="ExitCode">How it ends.</param>
/// <param name="OnInterrupt">Runs until it is asked to stop, and then ends so.</param>
public sealed record Answer(
    string Output = "",
    string Error = "",
    int ExitCode = 0,
    InterruptBehaviour OnInterrupt = InterruptBehaviour.EndsByItself
);

/// <summary>How a fake child takes the request to stop.</summary>
public enum InterruptBehaviour
{
    /// <summary>It has ended before anybody asks.</summary>
    EndsByItself,

    /// <summary>It runs until it is asked to stop.</summary>
    Obeys,

    /// <summary>It runs until it is killed.</summary>
    Ignores,
}
