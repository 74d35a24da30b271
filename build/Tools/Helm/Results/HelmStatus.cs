namespace Deploy.Tools.Helm.Results;

/// <summary>The state of a release's revision.</summary>
public enum HelmStatus
{
    /// <summary>A word that this program does not know.</summary>
    Unknown,

    /// <summary>In place.</summary>
    Deployed,

    /// <summary>Uninstalled, with its history kept.</summary>
    Uninstalled,

    /// <summary>A later revision took its place.</summary>
    Superseded,

    /// <summary>It did not come up, or was cancelled.</summary>
    Failed,

    /// <summary>Being uninstalled, or stopped half-way in that.</summary>
    Uninstalling,

    /// <summary>Being installed, or killed in the middle of it.</summary>
    PendingInstall,

    /// <summary>Being upgraded, or killed in the middle of it.</summary>
    PendingUpgrade,

    /// <summary>Being rolled back, or killed in the middle of it.</summary>
    PendingRollback,
}

/// <summary>Reads and groups <see cref="HelmStatus"/>.</summary>
public static class HelmStatuses
{
    /// <summary>The state that Helm's word stands for.</summary>
    public static HelmStatus Parse(string word) =>
        word switch
        {
            "deployed" => HelmStatus.Deployed,
            "uninstalled" => HelmStatus.Uninstalled,
            "superseded" => HelmStatus.Superseded,
            "failed" => HelmStatus.Failed,
            "uninstalling" => HelmStatus.Uninstalling,
            "pending-install" => HelmStatus.PendingInstall,
            "pending-upgrade" => HelmStatus.PendingUpgrade,
            "pending-rollback" => HelmStatus.PendingRollback,
            _ => HelmStatus.Unknown,
        };

    /// <summary>Helm's word for the state.</summary>
    public static string Word(this HelmStatus status) =>
        status switch
        {
            HelmStatus.PendingInstall => "pending-install",
            HelmStatus.PendingUpgrade => "pending-upgrade",
            HelmStatus.PendingRollback => "pending-rollback",
            HelmStatus.Unknown
            or HelmStatus.Deployed
            or HelmStatus.Uninstalled
            or HelmStatus.Superseded
            or HelmStatus.Failed
            or HelmStatus.Uninstalling => status.ToString().ToLowerInvariant(),
        };

    /// <summary>
    /// Whether a revision is in place, or was once. Helm calls one that failed superseded, too, once a later one succeeds;
    /// its description goes on telling.
    /// </summary>
    /// <param name="status">Its state.</param>
    /// <param name="description">What Helm wrote about it; asked for only where that decides.</param>
    public static bool RanOnce(this HelmStatus status, Func<string> description) =>
        status == HelmStatus.Deployed
        || (status == HelmStatus.Superseded && !description().Contains("\" failed: ", StringComparison.Ordinal));

    /// <summary>Whether an operation is under way, or was killed: Helm refuses another one until that is settled.</summary>
    public static bool IsPending(this HelmStatus status) =>
        status is HelmStatus.PendingInstall or HelmStatus.PendingUpgrade or HelmStatus.PendingRollback;
}
