using Deploy.Tools.Processes;

namespace Deploy.Tools.Helm.Failures;

/// <summary>The inner exception of every failed Helm verb: what a step needs to decide what to do.</summary>
/// <param name="failure">What went wrong.</param>
/// <param name="result">Exit code and streams, for the diagnostic log.</param>
public sealed class HelmException(HelmFailure failure, CommandResult result) : Exception(failure.Summary)
{
    /// <summary>What went wrong.</summary>
    public HelmFailure Failure { get; } = failure;

    /// <summary>What Helm left behind.</summary>
    public CommandResult Result { get; } = result;
}
