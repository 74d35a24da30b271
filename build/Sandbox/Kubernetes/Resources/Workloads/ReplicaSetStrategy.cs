using System.Text.Json.Nodes;

namespace Deploy.Sandbox.Kubernetes.Resources.Workloads;

/// <summary>ReplicaSets.</summary>
internal sealed class ReplicaSetStrategy : WorkloadStrategy
{
    public override JsonObject InitialStatus(JsonObject next) => new() { ["replicas"] = 0 };
}
