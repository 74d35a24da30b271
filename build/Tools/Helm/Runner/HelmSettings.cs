using Deploy.Tools.Processes;

namespace Deploy.Tools.Helm.Runner;

/// <summary>What every Helm verb has.</summary>
public abstract class HelmSettings : CommandSettings
{
    // Any of these would silently change where a call goes, where releases are stored, or what is printed.
    private static readonly string[] _ignored =
    [
        "HELM_KUBEAPISERVER",
        "HELM_KUBEASGROUPS",
        "HELM_KUBEASUSER",
        "HELM_KUBECAFILE",
        "HELM_KUBECONTEXT",
        "HELM_KUBEINSECURE_SKIP_TLS_VERIFY",
        "HELM_KUBETLS_SERVER_NAME",
        "HELM_KUBETOKEN",
        "HELM_NAMESPACE",
        "HELM_DRIVER",
        "HELM_MAX_HISTORY",
        "HELM_DEBUG",
        "KUBECONFIG",
    ];

    /// <summary>Takes the user's Helm variables out of the way.</summary>
    /// <param name="deadline">Of the whole command.</param>
    protected HelmSettings(TimeSpan deadline)
    {
        foreach (var name in _ignored)
        {
            EnvironmentVariables[name] = null!;
        }

        EnvironmentVariables["NO_COLOR"] = "1";
        ToolTimeout = deadline;
        // On SIGTERM helm still has to write the release's state.
        Grace = TimeSpan.FromSeconds(30);
    }

    /// <summary>Helm's own debug output, on standard error.</summary>
    public bool Debug { get; init; }
}

/// <summary>A verb that talks to a cluster.</summary>
/// <param name="deadline">Of the whole command.</param>
public abstract class HelmClusterSettings(TimeSpan deadline) : HelmSettings(deadline)
{
    /// <summary>The cluster. Never the current context.</summary>
    public required ClusterAccess Cluster { get; init; }

    /// <summary>The namespace of the releases.</summary>
    public required NamespaceName Namespace { get; init; }
}

/// <summary>A verb about one release.</summary>
/// <param name="deadline">Of the whole command.</param>
public abstract class HelmReleaseSettings(TimeSpan deadline) : HelmClusterSettings(deadline)
{
    /// <summary>The release.</summary>
    public required ReleaseName Release { get; init; }
}

/// <summary>A verb that changes a release or runs something in it, and takes Helm's own timeout.</summary>
/// <param name="operations">How many operations one call may wait for, one after the other.</param>
public abstract class HelmTimedSettings(int operations) : HelmReleaseSettings(default)
{
    private readonly TimeSpan _timeout;

    /// <summary>
    /// How long each operation (a hook, the wait for readiness) may take. The deadline of the whole command follows
    /// from it, with a minute for what Helm has no limit for.
    /// </summary>
    public required TimeSpan Timeout
    {
        get => _timeout;
        init
        {
            _timeout = value;
            ToolTimeout = (value * operations) + TimeSpan.FromMinutes(1);
        }
    }
}
