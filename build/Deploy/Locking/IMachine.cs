using Deploy.Tools;
using Deploy.Tools.Helm.Processes;
using Deploy.Tools.Processes;

namespace Deploy.Locking;

/// <summary>This machine, and which processes live on it.</summary>
public interface IMachine
{
    /// <summary>Which machine it is.</summary>
    HostIdentity Host { get; }

    /// <summary>This process.</summary>
    ProcessIdentity Self { get; }

    /// <summary>Whether a process of this machine lives.</summary>
    bool IsAlive(ProcessIdentity process);

    /// <summary>Whether a helm that cannot be seen is none: not on systems that do not show, or hide, processes.</summary>
    bool SeesHelm { get; }

    /// <summary>The helm processes that change releases of a namespace, as far as they can be seen.</summary>
    IReadOnlyList<HelmProcess> HelmIn(ClusterAccess cluster, NamespaceName @namespace);
}

/// <summary>The real one.</summary>
public sealed class Machine : IMachine
{
    /// <inheritdoc/>
    public HostIdentity Host { get; } = HostIdentity.Current();

    /// <inheritdoc/>
    public ProcessIdentity Self { get; } =
        ProcessIdentity.Of(Environment.ProcessId) ?? new(Environment.ProcessId, "unknown");

    /// <inheritdoc/>
    public bool IsAlive(ProcessIdentity process) => process.IsAlive;

    /// <inheritdoc/>
    public bool SeesHelm => HelmProcess.SeesAll;

    /// <inheritdoc/>
    public IReadOnlyList<HelmProcess> HelmIn(ClusterAccess cluster, NamespaceName @namespace) =>
        HelmProcess.In(cluster, @namespace);
}
