using Deploy.Tools;

namespace Deploy.Locking;

/// <summary>A lock that a run wants.</summary>
/// <param name="Scope">Where the run goes.</param>
/// <param name="Namespace">The namespace of the lock.</param>
/// <param name="Access">How helm reaches the cluster: its processes are told by that.</param>
/// <param name="Wait">How long to wait for another holder; null to refuse at once.</param>
internal sealed record LockRequest(RunScope Scope, NamespaceName Namespace, ClusterAccess Access, TimeSpan? Wait)
{
    /// <summary>The name of the Lease.</summary>
    public const string LeaseName = "deploy-lock";

    /// <summary>What is locked, in words.</summary>
    public string What => $"Namespace {Namespace} on {Scope.Cluster.Name}";

    /// <summary>The command that breaks the lock of a dead holder.</summary>
    public string UnlockCommand =>
        $"--target=Unlock --env={Scope.Environment} --services={Scope.Services.Services[0].Name}{(Scope.Environment.Namespace is null ? $" --namespace={Namespace}" : "")} --reason=…";
}
