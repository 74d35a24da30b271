using Cake.Core.IO;
using Deploy.Tools.Binaries;
using Deploy.Tools.Helm.Results;
using Deploy.Tools.Helm.Runner;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Helm.Verbs;

/// <summary><c>helm get manifest</c>, <c>values</c> and <c>metadata</c>.</summary>
public sealed class HelmGetSettings() : HelmReleaseSettings(HelmDeadlines.Read)
{
    /// <summary>Which revision; the newest if null.</summary>
    public int? Revision { get; init; }
}

/// <summary>Reads the objects that a release has stored.</summary>
public sealed class HelmGetManifestRunner(CommandHost host, Binary helm) : HelmTool<HelmGetSettings>(host, helm)
{
    /// <inheritdoc/>
    protected override string Verb => "get manifest";

    /// <summary>The manifest: YAML documents, hooks not among them.</summary>
    public Task<string> RunAsync(HelmGetSettings settings, CancellationToken cancel) =>
        RunAsync(settings, Arguments(settings).Of(settings), null, cancel);
}

/// <summary>Reads the values that a release was given.</summary>
public sealed class HelmGetValuesRunner(CommandHost host, Binary helm) : HelmTool<HelmGetSettings>(host, helm)
{
    /// <inheritdoc/>
    protected override string Verb => "get values";

    /// <summary>What was given on top of the chart's own values, as YAML; <c>null</c> in YAML when there was nothing.</summary>
    public Task<string> RunAsync(HelmGetSettings settings, CancellationToken cancel) =>
        RunAsync(settings, Arguments(settings).Option("--output", "yaml").Of(settings), null, cancel);
}

/// <summary>Reads what a release is made of.</summary>
public sealed class HelmGetMetadataRunner(CommandHost host, Binary helm) : HelmTool<HelmGetSettings>(host, helm)
{
    /// <inheritdoc/>
    protected override string Verb => "get metadata";

    /// <summary>Chart, version, revision, and how the objects were merged.</summary>
    public async Task<HelmMetadata> RunAsync(HelmGetSettings settings, CancellationToken cancel) =>
        HelmJson.Metadata(
            await RunAsync(settings, Arguments(settings).Option("--output", "json").Of(settings), null, cancel)
        );
}

file static class HelmGetArguments
{
    public static ProcessArgumentBuilder Of(this ProcessArgumentBuilder arguments, HelmGetSettings settings) =>
        arguments.Option("--revision", settings.Revision?.ToString()).Literal("--").Literal(settings.Release.Value);
}
