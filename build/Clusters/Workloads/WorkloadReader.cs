using Deploy.Clusters.Watching;
using k8s.Models;

namespace Deploy.Clusters.Workloads;

/// <summary>Finds what belongs to a release, by the annotation that Helm gives its objects, and its newest pods, by owner.</summary>
/// <param name="watch">The release's namespace.</param>
/// <param name="release">The release.</param>
public sealed class WorkloadReader(NamespaceWatch watch, ReleaseName release)
{
    /// <summary>Helm's mark on every object of a release, hooks excepted.</summary>
    public const string ReleaseAnnotation = "meta.helm.sh/release-name";

    private const string DeploymentRevision = "deployment.kubernetes.io/revision";
    private const string ControllerRevision = "controller-revision-hash";

    /// <summary>The release's workloads as they are now.</summary>
    public IReadOnlyList<Workload> Workloads() =>
        [
            .. watch.Deployments.Now.Where(IsOurs).Select(Of),
            .. watch.StatefulSets.Now.Where(IsOurs).Select(Of),
            .. watch.DaemonSets.Now.Where(IsOurs).Select(Of),
            .. watch.Jobs.Now.Where(IsOurs).Select(Of),
            .. watch.Pods.Now.Where(IsOurs).Select(pod => OfPod(pod, "Pod")),
        ];

    /// <summary>The Job or pod that a hook made; null before it did.</summary>
    public Workload? Hook(string kind, string name) =>
        kind == "Job" ? watch.Jobs.Now.Where(job => job.Name() == name).Select(Of).FirstOrDefault()
        : kind == "Pod"
            ? watch.Pods.Now.Where(pod => pod.Name() == name).Select(pod => OfPod(pod, "Pod")).FirstOrDefault()
        : null;

    /// <summary>Whether Helm has made an object for the release.</summary>
    public bool IsOurs(k8s.IKubernetesObject<V1ObjectMeta> item) =>
        item.Metadata.DeletionTimestamp is null
        && item.Metadata.Annotations is { } annotations
        && annotations.TryGetValue(ReleaseAnnotation, out var owner)
        && owner == release.Value;

    private Workload Of(V1Deployment deployment)
    {
        var isSeen = deployment.Status?.ObservedGeneration >= deployment.Metadata.Generation;
        var newest = isSeen
            ? watch.ReplicaSets.Now.FirstOrDefault(set =>
                IsOwned(set, deployment)
                && set.GetAnnotation(DeploymentRevision) == deployment.GetAnnotation(DeploymentRevision)
            )
            : null;
        var pods = newest is null ? [] : PodsOf(newest);
        return new("Deployment", deployment.Name(), deployment.Spec.Replicas ?? 1, pods.Count(IsReady), pods)
        {
            Failure = isSeen ? FailureOf(deployment) : null,
        };
    }

    private Workload Of(V1StatefulSet set)
    {
        var isSeen = set.Status?.ObservedGeneration >= set.Metadata.Generation;
        // A partition holds pods with lower numbers at the older revision, on purpose.
        var wanted = (set.Spec.Replicas ?? 1) - (set.Spec.UpdateStrategy?.RollingUpdate?.Partition ?? 0);
        IReadOnlyList<V1Pod> pods = isSeen
            ? [.. PodsOf(set).Where(pod => pod.GetLabel(ControllerRevision) == set.Status!.UpdateRevision)]
            : [];
        return new("StatefulSet", set.Name(), Math.Max(wanted, 0), pods.Count(IsReady), pods);
    }

    private Workload Of(V1DaemonSet set)
    {
        const string Generation = "pod-template-generation";
        var isSeen = set.Status?.ObservedGeneration >= set.Metadata.Generation;
        var current = set.GetAnnotation("deprecated.daemonset.template.generation");
        IReadOnlyList<V1Pod> pods = isSeen
            ? [.. PodsOf(set).Where(pod => current is null || pod.GetLabel(Generation) is not { } of || of == current)]
            : [];
        return new("DaemonSet", set.Name(), set.Status?.DesiredNumberScheduled ?? 0, pods.Count(IsReady), pods);
    }

    private Workload Of(V1Job job) =>
        new(
            "Job",
            job.Name(),
            job.Spec.Completions ?? job.Spec.Parallelism ?? 1,
            job.Status?.Succeeded ?? 0,
            PodsOf(job)
        )
        {
            Failure = job.Status?.Conditions?.FirstOrDefault(condition =>
                condition is { Type: "Failed", Status: "True" }
            )
                is { } failed
                ? $"failed: {failed.Message}"
                : null,
        };

    private static Workload OfPod(V1Pod pod, string kind)
    {
        var isDone = pod.Status?.Phase == "Succeeded";
        return new(kind, pod.Name(), 1, isDone || IsReady(pod) ? 1 : 0, [pod])
        {
            Failure = pod.Status?.Phase == "Failed" ? "failed" : null,
        };
    }

    private static string? FailureOf(V1Deployment deployment)
    {
        var conditions = deployment.Status?.Conditions ?? [];
        var refused = conditions.FirstOrDefault(condition => condition is { Type: "ReplicaFailure", Status: "True" });
        var tooSlow = conditions.FirstOrDefault(condition =>
            condition is { Type: "Progressing", Status: "False", Reason: "ProgressDeadlineExceeded" }
        );
        return refused is not null ? $"cannot create pods: {refused.Message}"
            : tooSlow is not null ? $"makes no progress: {tooSlow.Message}"
            : null;
    }

    private IReadOnlyList<V1Pod> PodsOf(k8s.IKubernetesObject<V1ObjectMeta> owner) =>
        [.. watch.Pods.Now.Where(pod => IsOwned(pod, owner) && pod.Metadata.DeletionTimestamp is null)];

    private static bool IsOwned(k8s.IKubernetesObject<V1ObjectMeta> item, k8s.IKubernetesObject<V1ObjectMeta> owner) =>
        item.Metadata.OwnerReferences?.Any(reference => reference.Uid == owner.Metadata.Uid) == true;

    /// <summary>Whether a pod is ready.</summary>
    public static bool IsReady(V1Pod pod) =>
        pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;
}
