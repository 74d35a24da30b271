using Deploy.Tools.Binaries;
using Deploy.Tools.Helm.Failures;
using Deploy.Tools.Helm.Results;
using Deploy.Tools.Helm.Runner;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Helm.Verbs;

/// <summary>
/// <c>helm test</c>. Test pods run one after the other; how many there are only the chart knows, so that the deadline
/// has room for ten.
/// </summary>
public sealed class HelmTestSettings() : HelmTimedSettings(operations: 10)
{
    /// <summary>
    /// Asks for the test pods' logs. Fails for pods with <c>hook-delete-policy: hook-succeeded</c>: they are gone before
    /// their logs are read.
    /// </summary>
    public bool Logs { get; init; }
}

/// <summary>Runs a release's tests.</summary>
public sealed class HelmTestRunner(CommandHost host, Binary helm) : HelmTool<HelmTestSettings>(host, helm)
{
    /// <inheritdoc/>
    protected override string Verb => "test";

    /// <inheritdoc/>
    protected override bool ShowsOutput => true;

    /// <summary>Runs them. Failed tests are a result; that they could not be run is a failure.</summary>
    /// <remarks>Helm 3.17 can report success for a pod that was deleted meanwhile: look at the pods' own phase too.</remarks>
    public async Task<HelmTestResult> RunAsync(HelmTestSettings settings, CancellationToken cancel)
    {
        var arguments = Arguments(settings)
            .Option("--timeout", GoDuration.Format(settings.Timeout))
            .Flag("--logs", settings.Logs)
            .Literal("--")
            .Literal(settings.Release.Value);
        var result = await TryRunAsync(settings, arguments, null, cancel);
        var suites = HelmTestOutput.Suites(result.Output);
        return result.Succeeded || suites.Count > 0
            ? new(
                result.Succeeded,
                suites,
                HelmTestOutput.Logs(result.Output),
                result.Succeeded ? null : HelmFailureReader.Read(result)
            )
            : throw Failure(settings, result);
    }
}
