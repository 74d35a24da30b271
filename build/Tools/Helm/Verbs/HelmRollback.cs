using Deploy.Tools.Binaries;
using Deploy.Tools.Helm.Runner;
using Deploy.Tools.Processes;

namespace Deploy.Tools.Helm.Verbs;

/// <summary><c>helm rollback</c>.</summary>
public sealed class HelmRollbackSettings() : HelmTimedSettings(operations: 3)
{
    /// <summary>The revision to go back to.</summary>
    public required int Revision { get; init; }

    /// <summary>Waits until everything is ready; Jobs too.</summary>
    public bool Wait { get; init; }

    /// <summary>It has no signal handler: stopped, it leaves <c>pending-rollback</c> behind.</summary>
    public override OnCancel OnCancel => OnCancel.Finish;
}

/// <summary>Rolls back.</summary>
public sealed class HelmRollbackRunner(CommandHost host, Binary helm) : HelmTool<HelmRollbackSettings>(host, helm)
{
    /// <inheritdoc/>
    protected override string Verb => "rollback";

    /// <summary>Makes the objects of an older revision the newest revision.</summary>
    public Task RunAsync(HelmRollbackSettings settings, CancellationToken cancel) =>
        RunAsync(
            settings,
            Arguments(settings)
                .Option("--timeout", GoDuration.Format(settings.Timeout))
                .Flag("--wait", settings.Wait)
                .Flag("--wait-for-jobs", settings.Wait)
                .Literal("--")
                .Literals(settings.Release.Value, $"{settings.Revision}"),
            null,
            cancel
        );
}
