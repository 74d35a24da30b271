namespace Deploy.Model.Errors;

/// <summary>What the shell sees when the program ends.</summary>
public enum ExitCode
{
    /// <summary>Everything that was asked for is done.</summary>
    Done = 0,

    /// <summary>Something failed while it was being done.</summary>
    Failed = 1,

    /// <summary>The command was wrong: usage, configuration, catalog. Nothing was started.</summary>
    Usage = 2,

    /// <summary>A guard refused: git, context, confirmation, a lock that is held.</summary>
    Refused = 3,

    /// <summary>Installed, but its Helm tests failed and <c>--strict-tests</c> was given.</summary>
    TestsFailed = 4,

    /// <summary>Interrupted by the user (128 + SIGINT).</summary>
    Interrupted = 130,
}
