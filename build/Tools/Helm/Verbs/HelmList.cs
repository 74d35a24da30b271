using Deploy.Tools.Binaries;
using Deploy.Tools.Helm.Results;
using Deploy.Tools.Helm.Runner;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Helm.Verbs;

/// <summary><c>helm list</c> of one namespace, pending and failed releases included.</summary>
public sealed class HelmListSettings() : HelmClusterSettings(HelmDeadlines.Read);

/// <summary>Lists releases.</summary>
public sealed class HelmListRunner(CommandHost host, Binary helm) : HelmTool<HelmListSettings>(host, helm)
{
    /// <inheritdoc/>
    protected override string Verb => "list";

    /// <summary>Every release of the namespace, by name.</summary>
    public async Task<IReadOnlyList<HelmRelease>> RunAsync(HelmListSettings settings, CancellationToken cancel)
    {
        var arguments = Dialect.ListAll(Arguments(settings)).Option("--max", "0").Option("--output", "json");
        return HelmJson.List(await RunAsync(settings, arguments, null, cancel));
    }
}
