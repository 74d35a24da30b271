using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Controllers;

/// <summary>Decides, step by step, how many pods each ReplicaSet of a Deployment has.</summary>
internal sealed class DeploymentScaling(ControllerContext context)
{
    private const string Component = "deployment-controller";

    public void Advance(StoredObject deployment, StoredObject current, IReadOnlyList<StoredObject> old)
    {
        var wanted = deployment.Json.Number("spec", "replicas") ?? 1;
        if (deployment.Json.Text("spec", "strategy", "type") == "Recreate")
        {
            Recreate(deployment, current, old, wanted);
        }
        else
        {
            Roll(deployment, current, old, wanted);
        }
    }

    private void Recreate(StoredObject deployment, StoredObject current, IReadOnlyList<StoredObject> old, long wanted)
    {
        foreach (var set in old)
        {
            Scale(deployment, set, 0);
        }

        var left = old.SelectMany(set => context.OwnedBy(set, PodState.Resource)).Any(pod => !pod.IsFinished());
        if (!left)
        {
            Scale(deployment, current, wanted);
        }
    }

    // Never more pods than the surge allows, never fewer available ones than the strategy promises.
    private void Roll(StoredObject deployment, StoredObject current, IReadOnlyList<StoredObject> old, long wanted)
    {
        var (surge, unavailable) = Bounds(deployment.Json.Object("spec", "strategy", "rollingUpdate"), wanted);
        var total = SpecReplicas(current) + old.Sum(SpecReplicas);
        if (SpecReplicas(current) > wanted)
        {
            Scale(deployment, current, wanted);
        }
        else if (SpecReplicas(current) < wanted)
        {
            var room = Math.Max(0, wanted + surge - total);
            current = Scale(
                deployment,
                current,
                SpecReplicas(current) + Math.Min(room, wanted - SpecReplicas(current))
            );
            total = SpecReplicas(current) + old.Sum(SpecReplicas);
        }

        var spare = Math.Max(0, total - (wanted - unavailable) - (SpecReplicas(current) - Available(current)));
        foreach (var (set, replicas) in Shrink(old, spare))
        {
            Scale(deployment, set, replicas);
        }
    }

    // The oldest go first; but before any pod that serves goes, those that do not.
    private static Dictionary<StoredObject, long> Shrink(IReadOnlyList<StoredObject> old, long spare)
    {
        var sets = old.OrderBy(DeploymentRevisions.RevisionOf).ToList();
        var goals = sets.ToDictionary(set => set, SpecReplicas);
        foreach (var onlyBroken in new[] { true, false })
        {
            foreach (var set in sets)
            {
                var candidates = onlyBroken ? Math.Max(0, goals[set] - Available(set)) : goals[set];
                var less = Math.Min(spare, candidates);
                goals[set] -= less;
                spare -= less;
            }
        }

        return goals;
    }

    private StoredObject Scale(StoredObject deployment, StoredObject set, long replicas)
    {
        var before = SpecReplicas(set);
        if (before == replicas)
        {
            return set;
        }

        context.Events.Note(
            deployment,
            "ScalingReplicaSet",
            $"Scaled {(before < replicas ? "up" : "down")} replica set {set.Key.Name} from {before} to {replicas}",
            Component
        );
        return context.Writer.Change(
            set.Key,
            next =>
            {
                next.Ensure("spec")["replicas"] = replicas;
                next.Ensure("metadata")["generation"] = (next.Number("metadata", "generation") ?? 0) + 1;
            }
        )!;
    }

    private static (long Surge, long Unavailable) Bounds(JsonObject? rolling, long wanted)
    {
        var surge = Share(rolling.At("maxSurge"), wanted, roundUp: true);
        var unavailable = Share(rolling.At("maxUnavailable"), wanted, roundUp: false);
        return (surge, surge == 0 && unavailable == 0 ? 1 : unavailable);
    }

    /// <summary>A number of pods that is given as such or as a percentage.</summary>
    public static long Share(JsonNode? value, long whole, bool roundUp)
    {
        if (value.Text() is { } text && int.TryParse(text.TrimEnd('%'), out var percent))
        {
            return roundUp ? ((whole * percent) + 99) / 100 : whole * percent / 100;
        }

        return value.Number() ?? 0;
    }

    private static long SpecReplicas(StoredObject set) => set.Json.Number("spec", "replicas") ?? 0;

    private static long Available(StoredObject set) => set.Json.Number("status", "availableReplicas") ?? 0;
}
