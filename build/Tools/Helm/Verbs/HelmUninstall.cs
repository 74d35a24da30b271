using Deploy.Tools.Binaries;
using Deploy.Tools.Helm.Runner;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Helm.Verbs;

/// <summary><c>helm uninstall</c>.</summary>
public sealed class HelmUninstallSettings() : HelmTimedSettings(operations: 3)
{
    /// <summary>Waits until every object is gone.</summary>
    public bool Wait { get; init; }

    /// <summary>It has no signal handler: stopped, it leaves <c>uninstalling</c> behind.</summary>
    public override OnCancel OnCancel => OnCancel.Finish;
}

/// <summary>Uninstalls.</summary>
public sealed class HelmUninstallRunner(CommandHost host, Binary helm) : HelmTool<HelmUninstallSettings>(host, helm)
{
    /// <inheritdoc/>
    protected override string Verb => "uninstall";

    /// <summary>Removes the release and its history. One that is not there is no error.</summary>
    public Task RunAsync(HelmUninstallSettings settings, CancellationToken cancel) =>
        RunAsync(
            settings,
            Arguments(settings)
                .Flag("--ignore-not-found", true)
                .Option("--timeout", GoDuration.Format(settings.Timeout))
                .Flag("--wait", settings.Wait)
                .Literal("--")
                .Literal(settings.Release.Value),
            null,
            cancel
        );
}
