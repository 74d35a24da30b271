using Deploy.Tools.Helm.Failures;

namespace Deploy.Tools.Helm.Results;

/// <summary>What <c>helm test</c> said.</summary>
/// <param name="Succeeded">Helm's verdict; true as well when there were no tests.</param>
/// <param name="Suites">The tests, in the order that they ran; none when the chart has none.</param>
/// <param name="Logs">The test pods' logs, by pod, where asked for.</param>
/// <param name="Failure">Why it did not succeed.</param>
public sealed record HelmTestResult(
    bool Succeeded,
    IReadOnlyList<HelmTestSuite> Suites,
    IReadOnlyDictionary<string, string> Logs,
    HelmFailure? Failure
);

/// <summary>One test pod.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Phase">How it ended.</param>
public sealed record HelmTestSuite(string Name, HelmTestPhase Phase);

/// <summary>How a test pod ended.</summary>
public enum HelmTestPhase
{
    /// <summary>Helm could not tell, or it never ran.</summary>
    Unknown,

    /// <summary>Passed.</summary>
    Succeeded,

    /// <summary>Failed, or took too long.</summary>
    Failed,

    /// <summary>Still running when Helm looked.</summary>
    Running,
}
