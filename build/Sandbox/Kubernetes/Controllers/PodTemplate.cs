using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Resources;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Controllers;

/// <summary>The pods that a workload wants, and how versions of their template are told apart.</summary>
internal static class PodTemplate
{
    public const string HashLabel = "pod-template-hash";

    private const string HashLetters = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>The template of a workload.</summary>
    public static JsonObject Of(JsonObject workload) => workload.Object("spec", "template") ?? [];

    /// <summary>A short text that differs between templates, whatever the order of their fields.</summary>
    public static string Hash(JsonObject template, long collisions = 0)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{collisions}{Canonical(template)}"));
        return string.Concat(bytes.Take(10).Select(each => HashLetters[each % HashLetters.Length]));
    }

    /// <summary>The template without the label that only tells versions apart.</summary>
    public static JsonObject WithoutHash(JsonObject template)
    {
        var result = template.Copy();
        result.Object("metadata", "labels")?.Remove(HashLabel);
        return result;
    }

    /// <summary>A pod made from a template, with its controller as owner; its name is still to be given.</summary>
    public static JsonObject NewPod(StoredObject owner, JsonObject template)
    {
        var pod = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod" };
        pod["metadata"] = new JsonObject();
        foreach (var name in new[] { "labels", "annotations", "finalizers" })
        {
            if (template.At("metadata", name) is { } value)
            {
                pod.Ensure("metadata")[name] = value.DeepClone();
            }
        }

        OwnerReferences.SetController(pod, owner);
        pod["spec"] = template.At("spec").CopyOrNull() ?? new JsonObject();
        return pod;
    }

    private static string Canonical(JsonNode? node) =>
        node switch
        {
            JsonObject members =>
                $"{{{string.Join(',', members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{member.Key}:{Canonical(member.Value)}"))}}}",
            JsonArray items => $"[{string.Join(',', items.Select(Canonical))}]",
            _ => JsonText.ToText(node),
        };
}
