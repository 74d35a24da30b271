using System.Text.Json.Nodes;

namespace Deploy.CrashSweep.States;

/// <summary>An object of a cluster, without what the API server and its controllers give it at random.</summary>
internal static class ObjectFact
{
    private static readonly string[] _given =
    [
        "uid",
        "resourceVersion",
        "creationTimestamp",
        "managedFields",
        "generation",
        "generateName",
        "ownerReferences",
    ];

    public static string Of(JsonObject item)
    {
        var state = item["status"] as JsonObject;
        var facts = new JsonObject
        {
            ["metadata"] = Metadata(item["metadata"]!.AsObject()),
            ["phase"] = state?["phase"]?.DeepClone(),
            ["ready"] = state?["readyReplicas"]?.DeepClone(),
        };
        foreach (var (name, value) in item.Where(field => field.Key is not ("metadata" or "status" or "spec")))
        {
            facts[name] = value?.DeepClone();
        }

        if (item["spec"]?.DeepClone() is JsonObject spec)
        {
            foreach (var address in new[] { "clusterIP", "clusterIPs", "nodeName" })
            {
                spec.Remove(address);
            }

            facts["spec"] = spec;
        }

        return facts.ToJsonString();
    }

    private static JsonObject Metadata(JsonObject metadata)
    {
        var copy = metadata.DeepClone().AsObject();
        foreach (var given in _given)
        {
            copy.Remove(given);
        }

        if (metadata["generateName"] is not null)
        {
            copy["name"] = "*";
        }

        (copy["labels"] as JsonObject)?.Remove("pod-template-hash");
        (copy["annotations"] as JsonObject)?.Remove("deployment.kubernetes.io/revision");
        return copy;
    }
}
