using Deploy.Tools.Binaries;
using Deploy.Tools.Helm.Failures;
using Deploy.Tools.Helm.Results;
using Deploy.Tools.Helm.Runner;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Helm.Verbs;

/// <summary><c>helm history</c>.</summary>
public sealed class HelmHistorySettings() : HelmReleaseSettings(HelmDeadlines.Read)
{
    /// <summary>How many revisions at most, newest first; Helm keeps 10 unless told otherwise.</summary>
    public int Limit { get; init; } = 256;
}

/// <summary>Reads a release's revisions.</summary>
public sealed class HelmHistoryRunner(CommandHost host, Binary helm) : HelmTool<HelmHistorySettings>(host, helm)
{
    /// <inheritdoc/>
    protected override string Verb => "history";

    /// <summary>The revisions, newest first; none when there is no such release.</summary>
    public async Task<IReadOnlyList<HelmRelease>> RunAsync(HelmHistorySettings settings, CancellationToken cancel)
    {
        try
        {
            var output = await RunAsync(settings, Arguments(settings, settings.Limit), null, cancel);
            return HelmJson.History(output, settings.Release, settings.Namespace);
        }
        catch (FailedException e)
            when (e.InnerException is HelmException { Failure.Kind: HelmFailureKind.ReleaseNotFound })
        {
            return [];
        }
    }

    private Cake.Core.IO.ProcessArgumentBuilder Arguments(HelmHistorySettings settings, int limit) =>
        Arguments(settings)
            .Option("--max", $"{limit}")
            .Option("--output", "json")
            .Literal("--")
            .Literal(settings.Release.Value);
}
