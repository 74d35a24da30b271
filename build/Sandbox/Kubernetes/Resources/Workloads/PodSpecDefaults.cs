using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;

namespace Deploy.Sandbox.Kubernetes.Resources.Workloads;

/// <summary>The defaults of a pod's specification that depend on its other fields.</summary>
internal static class PodSpecDefaults
{
    public static void Apply(JsonObject? spec)
    {
        foreach (var container in spec.Items("containers").Concat(spec.Items("initContainers")))
        {
            container.Default("imagePullPolicy", DefaultPullPolicy(container.Text("image") ?? ""));
            foreach (var kind in new[] { "limits", "requests" })
            {
                if (container.Object("resources", kind) is { Count: 0 })
                {
                    container.Object("resources")!.Remove(kind);
                }
            }

            // What is limited and not requested is requested as it is limited.
            foreach (var (name, limit) in container.Object("resources", "limits") ?? [])
            {
                container.Ensure("resources").Ensure("requests").Default(name, limit.CopyOrNull());
            }
        }

        // The old name of the field is kept in step with the new one.
        if (spec?.Text("serviceAccountName") is { Length: > 0 } account)
        {
            spec["serviceAccount"] = account;
        }
        else if (spec?.Text("serviceAccount") is { Length: > 0 } old)
        {
            spec["serviceAccountName"] = old;
        }
    }

    private static string DefaultPullPolicy(string image)
    {
        var name = image[(image.LastIndexOf('/') + 1)..];
        var isLatest =
            !name.Contains('@') && (!name.Contains(':') || name.EndsWith(":latest", StringComparison.Ordinal));
        return isLatest ? "Always" : "IfNotPresent";
    }
}
