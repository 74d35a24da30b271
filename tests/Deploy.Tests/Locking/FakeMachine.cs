using Deploy.Locking;
using Deploy.Tools;
using Deploy.Tools.Helm.Processes;
using Deploy.Tools.Processes;

namespace Deploy.Tests.Locking;

/// <summary>A machine with the processes that a test puts on it.</summary>
internal sealed class FakeMachine : IMachine
{
    public HostIdentity Host { get; } = new("here", "boot-1");

    public ProcessIdentity Self { get; } = new(100, "1000");

    public HashSet<ProcessIdentity> Living { get; } = [];

    public List<HelmProcess> Helm { get; } = [];

    public bool SeesHelm { get; set; } = true;

    /// <summary>Runs at each look at the helm processes.</summary>
    public Action OnLook { get; set; } = () => { };

    public bool IsAlive(ProcessIdentity process) => Living.Contains(process);

    public IReadOnlyList<HelmProcess> HelmIn(ClusterAccess cluster, NamespaceName @namespace)
    {
        OnLook();
        return [.. Helm];
    }
}
