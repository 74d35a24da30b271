namespace Deploy.Model.Errors;

/// <summary>
/// A failure that is explained to the user: what happened, where, and what to do next. Anything else that is thrown
/// is a defect of the program.
/// </summary>
public abstract class DeployException : Exception
{
    private protected DeployException(string problem, Exception? inner)
        : base(problem, inner) => Problem = problem;

    /// <summary>The code that the process ends with.</summary>
    public abstract ExitCode ExitCode { get; }

    /// <summary>What is wrong, in one sentence without its place.</summary>
    public string Problem { get; }

    /// <summary>Where the wrong thing stands, if it stands in a file.</summary>
    public SourceLocation? Location { get; init; }

    /// <summary>What to do next: a command to run, or the thing to change.</summary>
    public string? NextStep { get; init; }

    /// <summary>What was seen when it happened: events, container states, last lines of logs.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>All of it, for people: the place, the problem, and the next step on a line of its own.</summary>
    public override string Message =>
        (Location is null ? "" : $"{Location}: ") + Problem + (NextStep is null ? "" : $"\n  → {NextStep}");
}

/// <summary>The command, the configuration or the catalog is wrong. Raised before anything has an effect.</summary>
public sealed class UsageException(string problem, Exception? inner = null) : DeployException(problem, inner)
{
    /// <inheritdoc/>
    public override ExitCode ExitCode => ExitCode.Usage;

    /// <summary>The same problem, with the place that it was found at unless it already has one.</summary>
    public UsageException At(SourceLocation location) =>
        Location is not null
            ? this
            : new UsageException(Problem, InnerException) { Location = location, NextStep = NextStep };
}

/// <summary>A guard does not let the run go on as things are.</summary>
public class RefusedException(string problem, Exception? inner = null) : DeployException(problem, inner)
{
    /// <inheritdoc/>
    public override ExitCode ExitCode => ExitCode.Refused;
}

/// <summary>Something that was started did not succeed.</summary>
public sealed class FailedException(string problem, Exception? inner = null) : DeployException(problem, inner)
{
    /// <inheritdoc/>
    public override ExitCode ExitCode => ExitCode.Failed;
}

/// <summary>Everything is installed, but Helm tests failed and <c>--strict-tests</c> was given.</summary>
public sealed class TestsFailedException(string problem) : DeployException(problem, null)
{
    /// <inheritdoc/>
    public override ExitCode ExitCode => ExitCode.TestsFailed;
}
