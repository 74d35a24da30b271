using Deploy.Tools.Processes;

namespace Deploy.Tools.Helm.Failures;

/// <summary>Finds out why a verb failed.</summary>
public static class HelmFailureReader
{
    /// <summary>Reads a failed child's standard error.</summary>
    public static HelmFailure Read(CommandResult result)
    {
        var message = HelmMessage.Condense(result);
        return HelmFieldConflict.Explain(message)
            ?? HelmFailureRules.All.Select(rule => rule.Explain(message)).FirstOrDefault(failure => failure is not null)
            ?? new(HelmFailureKind.Other, message);
    }
}
