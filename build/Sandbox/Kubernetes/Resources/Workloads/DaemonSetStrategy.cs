using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Resources.Workloads;

/// <summary>DaemonSets.</summary>
internal sealed class DaemonSetStrategy : WorkloadStrategy
{
    public override void Default(JsonObject next)
    {
        base.Default(next);
        var strategy = next.Ensure("spec").Ensure("updateStrategy");
        if (strategy.Text("type") == "RollingUpdate")
        {
            var rolling = strategy.Ensure("rollingUpdate");
            rolling.Default("maxUnavailable", 1);
            rolling.Default("maxSurge", 0);
        }
    }

    public override JsonObject InitialStatus(JsonObject next) =>
        new()
        {
            ["currentNumberScheduled"] = 0,
            ["numberMisscheduled"] = 0,
            ["desiredNumberScheduled"] = 0,
            ["numberReady"] = 0,
        };
}
