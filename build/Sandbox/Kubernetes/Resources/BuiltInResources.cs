using Deploy.Sandbox.Kubernetes.Resources.Core;
using Deploy.Sandbox.Kubernetes.Resources.Other;
using Deploy.Sandbox.Kubernetes.Resources.Workloads;
using Deploy.Sandbox.Kubernetes.Tables;

namespace Deploy.Sandbox.Kubernetes.Resources;

/// <summary>The kinds that every cluster serves. Their order is the order in which clients list them.</summary>
internal static class BuiltInResources
{
    private static readonly string[] CreateOnly = ["create"];
    private static readonly string[] InAll = ["all"];

    public static IReadOnlyList<ResourceDefinition> All() =>
        [.. Core(), .. Workloads(), .. Networking(), .. Policies(), .. Access(), .. Platform()];

    private static IEnumerable<ResourceDefinition> Core() =>
        [
            Kind("", "v1", "Namespace", "namespaces", "core") with
            {
                IsNamespaced = false,
                ShortNames = ["ns"],
                Subresources = ["status"],
                Strategy = new NamespaceStrategy(),
                Columns = CoreColumns.Namespace,
                SelectableFields = ["status.phase"],
            },
            Kind("", "v1", "Pod", "pods", "core") with
            {
                ShortNames = ["po"],
                Categories = InAll,
                Subresources = ["status", "log", "eviction", "exec", "attach", "portforward"],
                Strategy = new PodStrategy(),
                Columns = PodColumns.All,
                SelectableFields = ["status.phase", "spec.nodeName", "spec.serviceAccountName", "status.podIP"],
            },
            Kind("", "v1", "ReplicationController", "replicationcontrollers", "core") with
            {
                ShortNames = ["rc"],
                Categories = InAll,
                Subresources = ["status"],
                Columns = WorkloadColumns.ReplicaSet,
            },
            Kind("", "v1", "Service", "services", "core") with
            {
                ShortNames = ["svc"],
                Categories = InAll,
                Subresources = ["status"],
                Strategy = new ServiceStrategy(),
                Columns = CoreColumns.Service,
                SelectableFields = ["spec.clusterIP", "spec.type"],
            },
            Kind("", "v1", "ConfigMap", "configmaps", "core") with
            {
                ShortNames = ["cm"],
                Strategy = new ConfigMapStrategy(),
                Columns = CoreColumns.ConfigMap,
            },
            Kind("", "v1", "Secret", "secrets", "core") with
            {
                Strategy = new SecretStrategy(),
                Columns = CoreColumns.Secret,
                SelectableFields = ["type"],
            },
            Kind("", "v1", "ServiceAccount", "serviceaccounts", "core") with
            {
                ShortNames = ["sa"],
                Subresources = ["token"],
                Columns = CoreColumns.ServiceAccount,
            },
            Kind("", "v1", "Endpoints", "endpoints", "core") with
            {
                ShortNames = ["ep"],
                Singular = "endpoints",
                ListKind = "EndpointsList",
                Columns = CoreColumns.Endpoints,
            },
            Kind("", "v1", "Event", "events", "core") with
            {
                ShortNames = ["ev"],
                Columns = CoreColumns.Event,
                SelectableFields =
                [
                    "involvedObject.kind",
                    "involvedObject.namespace",
                    "involvedObject.name",
                    "involvedObject.uid",
                    "involvedObject.apiVersion",
                    "involvedObject.fieldPath",
                    "reason",
                    "source",
                    "type",
                ],
            },
            Kind("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", "core") with
            {
                ShortNames = ["pvc"],
                Subresources = ["status"],
                Strategy = new PersistentVolumeClaimStrategy(),
                Columns = CoreColumns.PersistentVolumeClaim,
            },
            Kind("", "v1", "PersistentVolume", "persistentvolumes", "core") with
            {
                IsNamespaced = false,
                ShortNames = ["pv"],
                Subresources = ["status"],
                Columns = CoreColumns.PersistentVolume,
            },
            Kind("", "v1", "Node", "nodes", "core") with
            {
                IsNamespaced = false,
                ShortNames = ["no"],
                Subresources = ["status"],
                Columns = CoreColumns.Node,
                SelectableFields = ["spec.unschedulable"],
            },
            Kind("", "v1", "ResourceQuota", "resourcequotas", "core") with
            {
                ShortNames = ["quota"],
                Subresources = ["status"],
            },
            Kind("", "v1", "LimitRange", "limitranges", "core") with
            {
                ShortNames = ["limits"],
            },
        ];

    private static IEnumerable<ResourceDefinition> Workloads() =>
        [
            Kind("apps", "v1", "Deployment", "deployments", "apps") with
            {
                ShortNames = ["deploy"],
                Categories = InAll,
                Subresources = ["status", "scale"],
                Strategy = new DeploymentStrategy(),
                Columns = WorkloadColumns.Deployment,
            },
            Kind("apps", "v1", "ReplicaSet", "replicasets", "apps") with
            {
                ShortNames = ["rs"],
                Categories = InAll,
                Subresources = ["status", "scale"],
                Strategy = new ReplicaSetStrategy(),
                Columns = WorkloadColumns.ReplicaSet,
            },
            Kind("apps", "v1", "StatefulSet", "statefulsets", "apps") with
            {
                ShortNames = ["sts"],
                Categories = InAll,
                Subresources = ["status", "scale"],
                Strategy = new StatefulSetStrategy(),
                Columns = WorkloadColumns.StatefulSet,
            },
            Kind("apps", "v1", "DaemonSet", "daemonsets", "apps") with
            {
                ShortNames = ["ds"],
                Categories = InAll,
                Subresources = ["status"],
                Strategy = new DaemonSetStrategy(),
                Columns = WorkloadColumns.DaemonSet,
            },
            Kind("apps", "v1", "ControllerRevision", "controllerrevisions", "apps"),
            Kind("batch", "v1", "Job", "jobs", "batch") with
            {
                Categories = InAll,
                Subresources = ["status"],
                Strategy = new JobStrategy(),
                Columns = WorkloadColumns.Job,
                SelectableFields = ["status.successful"],
            },
            Kind("batch", "v1", "CronJob", "cronjobs", "batch") with
            {
                ShortNames = ["cj"],
                Categories = InAll,
                Subresources = ["status"],
                Strategy = new CronJobStrategy(),
                Columns = WorkloadColumns.CronJob,
            },
        ];

    private static IEnumerable<ResourceDefinition> Networking() =>
        [
            Kind("networking.k8s.io", "v1", "Ingress", "ingresses", "networking") with
            {
                ShortNames = ["ing"],
                Subresources = ["status"],
                Strategy = new IngressStrategy(),
                Columns = NetworkColumns.Ingress,
            },
            Kind("networking.k8s.io", "v1", "IngressClass", "ingressclasses", "networking") with
            {
                IsNamespaced = false,
                Columns = NetworkColumns.IngressClass,
            },
            Kind("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies", "networking") with
            {
                ShortNames = ["netpol"],
                Strategy = new VersionedStrategy(),
            },
            Kind("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", "discovery") with
            {
                Strategy = new VersionedStrategy(),
                Columns = NetworkColumns.EndpointSlice,
            },
        ];

    private static IEnumerable<ResourceDefinition> Policies() =>
        [
            Kind("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", "autoscalingv2") with
            {
                ShortNames = ["hpa"],
                Categories = InAll,
                Subresources = ["status"],
                Strategy = new HorizontalPodAutoscalerStrategy(),
                Columns = NetworkColumns.HorizontalPodAutoscaler,
            },
            Kind("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", "policy") with
            {
                ShortNames = ["pdb"],
                Subresources = ["status"],
                Strategy = new VersionedStrategy(),
                Columns = NetworkColumns.PodDisruptionBudget,
            },
            Kind("scheduling.k8s.io", "v1", "PriorityClass", "priorityclasses", "scheduling") with
            {
                IsNamespaced = false,
                ShortNames = ["pc"],
            },
        ];

    private static IEnumerable<ResourceDefinition> Access() =>
        [
            Kind("rbac.authorization.k8s.io", "v1", "Role", "roles", "rbac") with
            {
                Strategy = new RoleStrategy(),
            },
            Kind("rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings", "rbac") with
            {
                Strategy = new RoleBindingStrategy(),
                Columns = NetworkColumns.RoleBinding,
            },
            Kind("rbac.authorization.k8s.io", "v1", "ClusterRole", "clusterroles", "rbac") with
            {
                IsNamespaced = false,
                Strategy = new RoleStrategy(),
            },
            Kind("rbac.authorization.k8s.io", "v1", "ClusterRoleBinding", "clusterrolebindings", "rbac") with
            {
                IsNamespaced = false,
                Strategy = new RoleBindingStrategy(),
                Columns = NetworkColumns.RoleBinding,
            },
            Review("authorization.k8s.io", "SelfSubjectAccessReview", "selfsubjectaccessreviews", "authorization"),
            Review("authorization.k8s.io", "SelfSubjectRulesReview", "selfsubjectrulesreviews", "authorization"),
            Review("authentication.k8s.io", "SelfSubjectReview", "selfsubjectreviews", "authentication"),
        ];

    private static IEnumerable<ResourceDefinition> Platform() =>
        [
            Kind("coordination.k8s.io", "v1", "Lease", "leases", "coordination") with
            {
                Columns = NetworkColumns.Lease,
            },
            Kind("storage.k8s.io", "v1", "StorageClass", "storageclasses", "storage") with
            {
                IsNamespaced = false,
                ShortNames = ["sc"],
            },
            Kind(
                "apiextensions.k8s.io",
                "v1",
                "CustomResourceDefinition",
                "customresourcedefinitions",
                "apiextensions"
            ) with
            {
                IsNamespaced = false,
                ShortNames = ["crd", "crds"],
                Subresources = ["status"],
                Strategy = new CustomResourceDefinitionStrategy(),
            },
        ];

    private static ResourceDefinition Kind(string group, string version, string kind, string plural, string package) =>
        new(group, version, kind, plural) { SchemaName = $"{package}.{kind}" };

    private static ResourceDefinition Review(string group, string kind, string plural, string package) =>
        Kind(group, "v1", kind, plural, package) with
        {
            IsNamespaced = false,
            Verbs = CreateOnly,
        };
}
