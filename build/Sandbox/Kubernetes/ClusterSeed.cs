using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Kubelet;
using Deploy.Sandbox.Kubernetes.Resources;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes;

/// <summary>What every cluster has from the beginning.</summary>
internal static class ClusterSeed
{
    private static readonly string[] Namespaces = ["default", "kube-node-lease", "kube-public", "kube-system"];

    /// <summary>Adds what is missing.</summary>
    public static void Plant(Cluster cluster)
    {
        foreach (var name in Namespaces)
        {
            Ensure(cluster, "namespaces", new JsonObject { ["metadata"] = Named(name) });
        }

        Ensure(cluster, "nodes", Node());
        Ensure(
            cluster,
            "storageclasses.storage.k8s.io",
            new JsonObject { ["metadata"] = Named("standard"), ["provisioner"] = "sandbox.deploy/none" }
        );
        cluster.Writer.UpdateStatus(new ObjectKey("nodes", "", PodController.NodeName), WriteNodeStatus);

        void WriteNodeStatus(JsonObject status)
        {
            Sandbox.Kubernetes.Controllers.Conditions.Set(
                status,
                "Ready",
                true,
                cluster.Clock.Timestamp,
                "KubeletReady",
                "the embedded platform is serving"
            );
            status["addresses"] = new JsonArray(
                new JsonObject { ["type"] = "InternalIP", ["address"] = PodAddress.Node },
                new JsonObject { ["type"] = "Hostname", ["address"] = PodController.NodeName }
            );
            status["nodeInfo"] = new JsonObject
            {
                ["kubeletVersion"] = Sandbox.Kubernetes.Api.ServerVersion.GitVersion,
                ["osImage"] = "embedded platform (runs no containers)",
                ["operatingSystem"] = "linux",
                ["architecture"] = "amd64",
            };
        }
    }

    private static JsonObject Node()
    {
        var metadata = Named(PodController.NodeName);
        metadata["labels"] = new JsonObject
        {
            ["kubernetes.io/hostname"] = PodController.NodeName,
            ["kubernetes.io/os"] = "linux",
            ["kubernetes.io/arch"] = "amd64",
        };
        return new JsonObject { ["metadata"] = metadata, ["spec"] = new JsonObject() };
    }

    private static JsonObject Named(string name) => new() { ["name"] = name };

    private static void Ensure(Cluster cluster, string resource, JsonObject item)
    {
        var name = item["metadata"]!["name"]!.GetValue<string>();
        if (cluster.Store.Find(new ObjectKey(resource, "", name)) is null)
        {
            cluster.Writer.Create(cluster.Catalog.FindQualified(resource)!, "", item, WriteOptions.Controller);
        }
    }
}
