using System.Globalization;
using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Resources;
using Deploy.Sandbox.Kubernetes.Store;

namespace Deploy.Sandbox.Kubernetes.Controllers;

/// <summary>The ReplicaSets that stand for the versions of a Deployment's template, numbered as it is rolled out.</summary>
internal sealed class DeploymentRevisions(ControllerContext context)
{
    public const string Revision = "deployment.kubernetes.io/revision";

    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>The ReplicaSet of the present template, or <c>null</c>.</summary>
    public StoredObject? FindCurrent(StoredObject deployment)
    {
        var wanted = PodTemplate.Of(deployment.Json);
        return context
            .OwnedBy(deployment, ReplicaSetController.Resource)
            .OrderBy(set => set.Json.Text("metadata", "creationTimestamp"), StringComparer.Ordinal)
            .FirstOrDefault(set => JsonNode.DeepEquals(PodTemplate.WithoutHash(PodTemplate.Of(set.Json)), wanted));
    }

    /// <summary>The ReplicaSet of the present template, made if need be, with the newest revision.</summary>
    public StoredObject EnsureCurrent(StoredObject deployment)
    {
        var sets = context.OwnedBy(deployment, ReplicaSetController.Resource);
        var current = FindCurrent(deployment);
        var newest = sets.Where(set => set.Uid != current?.Uid).Select(RevisionOf).DefaultIfEmpty(0).Max();
        current ??= Create(deployment, newest + 1);
        var revision = Math.Max(RevisionOf(current), newest + 1);
        current = context.Writer.Change(
            current.Key,
            next =>
            {
                next.Ensure("metadata")["annotations"] = Annotations(deployment, revision);
                next.Ensure("spec")["minReadySeconds"] = deployment.Json.Number("spec", "minReadySeconds") ?? 0;
            }
        )!;
        context.Writer.Change(
            deployment.Key,
            next => next.Ensure("metadata").Ensure("annotations")[Revision] = Text(revision)
        );
        return current;
    }

    /// <summary>Deletes what lies further back than <c>revisionHistoryLimit</c>.</summary>
    public void Forget(StoredObject deployment)
    {
        var limit = (int)(deployment.Json.Number("spec", "revisionHistoryLimit") ?? 10);
        var current = FindCurrent(deployment);
        var unused = context
            .OwnedBy(deployment, ReplicaSetController.Resource)
            .Where(set => set.Uid != current?.Uid && set.Json.Number("spec", "replicas") == 0)
            .Where(set => (set.Json.Number("status", "replicas") ?? 0) == 0)
            .OrderByDescending(RevisionOf)
            .Skip(limit);
        foreach (var set in unused)
        {
            context.Delete(set.Key);
        }
    }

    public static long RevisionOf(StoredObject set) =>
        long.TryParse(set.Json.Text("metadata", "annotations", Revision), CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    private StoredObject Create(StoredObject deployment, long revision)
    {
        var template = PodTemplate.Of(deployment.Json).Copy();
        var (name, hash) = FreeName(deployment, template);
        template.Ensure("metadata").Ensure("labels")[PodTemplate.HashLabel] = hash;
        var selector = deployment.Json.Object("spec", "selector")!.Copy();
        selector.Ensure("matchLabels")[PodTemplate.HashLabel] = hash;
        var set = new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "ReplicaSet",
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["labels"] = template.At("metadata", "labels").CopyOrNull(),
                ["annotations"] = Annotations(deployment, revision),
            },
            ["spec"] = new JsonObject
            {
                ["replicas"] = 0,
                ["selector"] = selector,
                ["template"] = template,
            },
        };
        OwnerReferences.SetController(set, deployment);
        return context.Writer.Create(
            context.Kind(ReplicaSetController.Resource),
            deployment.Key.Namespace,
            set,
            WriteOptions.Controller
        );
    }

    private (string Name, string Hash) FreeName(StoredObject deployment, JsonObject template)
    {
        for (var collisions = 0; ; collisions++)
        {
            var hash = PodTemplate.Hash(template, collisions);
            var name = $"{deployment.Key.Name}-{hash}";
            if (
                context.Store.Find(deployment.Key with { Resource = ReplicaSetController.Resource, Name = name })
                is null
            )
            {
                return (name, hash);
            }
        }
    }

    // An undo brings the annotations of its revision back, so each keeps those that were set with it.
    private static JsonObject Annotations(StoredObject deployment, long revision)
    {
        var annotations = deployment.Json.Object("metadata", "annotations")?.Copy() ?? [];
        annotations.Remove(LastApplied);
        annotations[Revision] = Text(revision);
        return annotations;
    }

    private static string Text(long revision) => revision.ToString(CultureInfo.InvariantCulture);
}
