using static Deploy.Tools.Helm.Failures.HelmFailureKind;
using static Deploy.Tools.Helm.Failures.HelmFailurePatterns;

namespace Deploy.Tools.Helm.Failures;

/// <summary>What Helm's messages mean. The first rule that matches counts, so the narrower ones stand first.</summary>
internal static class HelmFailureRules
{
    private const string Named = "{kind} {name}";

    public static IEnumerable<HelmFailureRule> All => [.. Cluster, .. Objects, .. Readiness, .. Releases, .. Charts];

    private static HelmFailureRule[] Cluster =>
        [
            new(
                ContextNotFound,
                NoContext,
                "the kubeconfig has no context '{context}'",
                "add the context to the kubeconfig, or correct the cluster's name in the catalog"
            ),
            new(
                ContextNotFound,
                NoKubeconfig,
                "there is no kubeconfig {file}",
                "set KUBECONFIG, or name the file in the catalog"
            ),
            new(
                Unauthorized,
                Credentials,
                "the credentials were refused: {detail}",
                "log in again, then repeat the command"
            ),
            new(
                ClusterUnreachable,
                NoCluster,
                "the cluster does not answer: {detail}",
                "check the network, VPN and cluster; what was done until then is unknown until it answers again"
            ),
            new(
                RegistryUnreachable,
                NoRegistry,
                "the registry does not answer: {detail}",
                "check the network and the registry's address"
            ),
            new(
                Forbidden,
                NotAllowedInNamespace,
                "user '{user}' may not {verb} {resource} in namespace '{namespace}'",
                "ask for that permission, or use a context that has it"
            ),
            new(
                Forbidden,
                NotAllowed,
                "user '{user}' may not {verb} {resource} in the whole cluster",
                "ask for that permission, or use a context that has it"
            ),
        ];

    private static HelmFailureRule[] Objects =>
        [
            new(QuotaExceeded, Quota, $"{Named}: {{detail}}", "raise the quota or free some of it", Named),
            new(Denied, Webhook, "admission webhook '{webhook}' refused: {detail}"),
            new(
                ImmutableField,
                Immutable,
                $"{Named}: {{field}} cannot be changed once it is there",
                "undo the change of that field; or delete the object, which stops what runs in it, and deploy again",
                Named,
                "{field}"
            ),
            new(
                HelmFailureKind.UnknownKind,
                HelmFailurePatterns.UnknownKind,
                "the cluster knows no kind {kind} in {version}",
                "install the custom resource definition first, or correct apiVersion and kind in the chart",
                "{kind}"
            ),
            new(
                HelmFailureKind.NotOwned,
                HelmFailurePatterns.NotOwned,
                $"{Named} exists already and does not belong to this release",
                "delete it; or label and annotate it as the release's, if it may be taken over",
                Named
            ),
            new(
                InvalidObject,
                Invalid,
                $"{Named} is invalid: {{detail}}",
                "correct the chart or its values",
                Named,
                "{field}"
            ),
            new(InvalidObject, NotValid, "{kind} is invalid: {detail}", "correct the chart's templates", "{kind}"),
        ];

    private static HelmFailureRule[] Readiness =>
        [
            new(HookFailed, Hook, "{hook} hook failed: {detail}", "see the hook's logs"),
            new(TimedOut, NotReady, $"not ready in time: {Named} ({{detail}})", "see its pods' events and logs", Named),
            new(TimedOut, TooLate, "not ready in time", "see the pods' events and logs"),
            new(Cancelled, Stopped, "it was stopped before it was done"),
        ];

    private static HelmFailureRule[] Releases =>
        [
            new(
                OperationInProgress,
                Pending,
                "another Helm operation on this release is under way, or was killed before it ended",
                "see who is deploying; if nobody is, recover the release before deploying again"
            ),
            new(ReleaseNotFound, NoRelease, "there is no such release"),
            new(RevisionNotFound, NoRevision, "the release has no revision {revision}"),
            new(
                NeverDeployed,
                NothingDeployed,
                "no revision of the release ever came up",
                "uninstall it, then install it anew"
            ),
            new(NamespaceNotFound, NoNamespace, "there is no namespace '{namespace}'", "create it first"),
        ];

    private static HelmFailureRule[] Charts =>
        [
            new(
                DependencyMissing,
                NoDependency,
                "the chart's dependencies are missing: {names}",
                "run helm dependency build in the chart's folder"
            ),
            new(ChartNotFound, NoChart, "there is no chart {chart}"),
            new(InvalidValues, Schema, "values break the chart's schema: {detail}", "correct the values"),
            new(InvalidValues, BadValues, "{file} cannot be read: {detail}", "correct the file"),
            new(TemplateError, Template, "{detail}", "correct the template or its values"),
        ];
}
