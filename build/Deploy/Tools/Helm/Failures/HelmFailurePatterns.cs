using System.Text.RegularExpressions;

namespace Deploy.Tools.Helm.Failures;

/// <summary>
/// What Helm 3.17 and 4.1, and the API server behind them, say when something goes wrong; taken from their real output
/// (tests/…/Helm/Outputs). The first that matches counts, so the narrower ones stand first.
/// </summary>
internal static partial class HelmFailurePatterns
{
    private const RegexOptions Options = RegexOptions.ExplicitCapture;
    private const int Milliseconds = 1000;

    /// <summary>A pattern, and what a match of it means.</summary>
    public static IReadOnlyList<(Func<Regex> Pattern, Func<Match, string, HelmFailure> Explain)> All { get; } =
    [
        (
            InProgress,
            (_, _) =>
                new(
                    HelmFailureKind.OperationInProgress,
                    "another Helm operation on this release is under way, or was killed before it ended",
                    "see who is deploying; if nobody is, recover the release before deploying again"
                )
        ),
        (
            NoContext,
            (match, _) =>
                new(
                    HelmFailureKind.ContextNotFound,
                    $"the kubeconfig has no context '{match.Groups["context"].Value}'",
                    "add the context to the kubeconfig, or correct the cluster's name in the catalog"
                )
        ),
        (
            NoKubeconfig,
            (match, _) =>
                new(
                    HelmFailureKind.ContextNotFound,
                    $"there is no kubeconfig {match.Groups["file"].Value}",
                    "set KUBECONFIG, or name the file in the catalog"
                )
        ),
        (
            Credentials,
            (_, message) =>
                new(
                    HelmFailureKind.Unauthorized,
                    $"the credentials were refused: {message}",
                    "log in again, then repeat the command"
                )
        ),
        (
            Unreachable,
            (match, _) =>
                new(
                    HelmFailureKind.ClusterUnreachable,
                    $"the cluster does not answer: {match.Groups["detail"].Value}",
                    "check the network, VPN and cluster; what was done until then is unknown until it answers again"
                )
        ),
        (
            Quota,
            (match, _) =>
                new(
                    HelmFailureKind.QuotaExceeded,
                    $"{Object(match)}: {match.Groups["detail"].Value}",
                    "raise the quota or free some of it",
                    Object(match)
                )
        ),
        (
            Forbidden,
            (match, _) =>
                new(
                    HelmFailureKind.Forbidden,
                    $"user '{match.Groups["user"].Value}' may not {match.Groups["verb"].Value} {match.Groups["resource"].Value}{Where(match)}",
                    "ask for that permission, or use a context that has it"
                )
        ),
        (
            Webhook,
            (match, _) =>
                new(
                    HelmFailureKind.Denied,
                    $"admission webhook '{match.Groups["webhook"].Value}' refused: {match.Groups["detail"].Value}"
                )
        ),
        (Immutable, (match, _) => ImmutableField(match, match.Groups["field"].Value)),
        (ImmutableSpec, (match, _) => ImmutableField(match, "spec")),
        (
            UnknownKind,
            (match, _) =>
                new(
                    HelmFailureKind.UnknownKind,
                    $"the cluster knows no kind {match.Groups["kind"].Value} in {match.Groups["version"].Value}",
                    "install the custom resource definition first, or correct apiVersion and kind in the chart",
                    match.Groups["kind"].Value
                )
        ),
        (Conflict, (match, _) => Conflicting(match)),
        (
            NotOwned,
            (match, _) =>
                new(
                    HelmFailureKind.NotOwned,
                    $"{Object(match)} exists already and does not belong to this release",
                    $"delete it, or give it the release's labels and annotations, if it may be taken over",
                    Object(match)
                )
        ),
        (
            Invalid,
            (match, _) =>
                new(
                    HelmFailureKind.InvalidObject,
                    $"{Object(match)} is invalid: {match.Groups["detail"].Value}",
                    "correct the chart or its values",
                    Object(match),
                    match.Groups["field"].Value
                )
        ),
        (
            Validation,
            (match, _) =>
                new(
                    HelmFailureKind.InvalidObject,
                    $"{match.Groups["kind"].Value} is invalid: {match.Groups["detail"].Value}",
                    "correct the chart's templates",
                    match.Groups["kind"].Value
                )
        ),
        (
            Hook,
            (match, _) =>
                new(
                    HelmFailureKind.HookFailed,
                    $"{match.Groups["hook"].Value} hook failed: {match.Groups["detail"].Value}",
                    "see the hook's logs"
                )
        ),
        (
            NotReady,
            (match, _) =>
                new(
                    HelmFailureKind.TimedOut,
                    $"not ready in time: {Object(match)} ({match.Groups["detail"].Value})",
                    "see its pods' events and logs",
                    Object(match)
                )
        ),
        (TimedOut, (_, _) => new(HelmFailureKind.TimedOut, "not ready in time", "see the pods' events and logs")),
        (Cancelled, (_, _) => new(HelmFailureKind.Cancelled, "it was stopped before it was done")),
        (NoRelease, (_, _) => new(HelmFailureKind.ReleaseNotFound, "there is no such release")),
        (
            NoRevision,
            (match, _) =>
                new(HelmFailureKind.RevisionNotFound, $"the release has no revision {match.Groups["revision"].Value}")
        ),
        (
            NeverDeployed,
            (_, _) =>
                new(
                    HelmFailureKind.NeverDeployed,
                    "no revision of the release ever came up",
                    "uninstall it, then install it anew"
                )
        ),
        (
            NoNamespace,
            (match, _) =>
                new(
                    HelmFailureKind.NamespaceNotFound,
                    $"there is no namespace '{match.Groups["namespace"].Value}'",
                    "create it first"
                )
        ),
        (
            NoDependency,
            (match, _) =>
                new(
                    HelmFailureKind.DependencyMissing,
                    $"the chart's dependencies are missing: {match.Groups["names"].Value}",
                    "run helm dependency build in the chart's folder"
                )
        ),
        (NoChart, (match, _) => new(HelmFailureKind.ChartNotFound, $"there is no chart {match.Groups["chart"].Value}")),
        (
            Schema,
            (match, _) =>
                new(
                    HelmFailureKind.InvalidValues,
                    $"values break the chart's schema: {match.Groups["detail"].Value}",
                    "correct the values"
                )
        ),
        (
            BadValues,
            (match, _) =>
                new(
                    HelmFailureKind.InvalidValues,
                    $"{match.Groups["file"].Value} cannot be read: {match.Groups["detail"].Value}",
                    "correct the file"
                )
        ),
        (Template, (_, message) => new(HelmFailureKind.TemplateError, message, "correct the template or its values")),
    ];

    private static string Object(Match match) =>
        $"{match.Groups["kind"].Value.Split('.')[0]} {match.Groups["name"].Value}";

    private static string Where(Match match) =>
        match.Groups["namespace"] is { Success: true, Value: var name }
            ? $" in namespace '{name}'"
            : " in the whole cluster";

    private static HelmFailure ImmutableField(Match match, string field) =>
        new(
            HelmFailureKind.ImmutableField,
            $"{Object(match)}: {field} cannot be changed once it is there",
            "undo the change of that field; or delete the object, which stops what runs in it, and deploy again",
            Object(match),
            field
        );

    private static HelmFailure Conflicting(Match match)
    {
        var target = $"{match.Groups["kind"].Value} {match.Groups["name"].Value.Split('/')[^1]}";
        var managers = Manager()
            .Matches(match.Groups["conflicts"].Value)
            .Select(found => found.Groups["manager"].Value)
            .Distinct();
        var fields = Field()
            .Matches(match.Groups["conflicts"].Value)
            .Select(found => found.Value.TrimEnd(','))
            .Distinct()
            .ToList();
        return new(
            HelmFailureKind.FieldManagerConflict,
            $"{target}: {string.Join(", ", fields)} belongs to {string.Join(", ", managers.Select(manager => $"'{manager}'"))}, which set it with server-side apply",
            "let that manager give the field up, or take it out of the chart",
            target,
            string.Join(", ", fields)
        );
    }

    [GeneratedRegex(@"another operation \(install/upgrade/rollback\) is in progress", Options, Milliseconds)]
    private static partial Regex InProgress();

    [GeneratedRegex(@"context ""(?<context>[^""]*)"" does not exist", Options, Milliseconds)]
    private static partial Regex NoContext();

    [GeneratedRegex(@"cluster unreachable: (stat|open) (?<file>.+): no such file or directory", Options, Milliseconds)]
    private static partial Regex NoKubeconfig();

    [GeneratedRegex(
        @"asked for the client to provide credentials|\bUnauthorized\b|401: unauthorized|getting credentials: ",
        Options,
        Milliseconds
    )]
    private static partial Regex Credentials();

    [GeneratedRegex(
        @"cluster unreachable: (?<detail>.*)|(?<detail>(Get|Put|Post|Patch|Delete|Head) ""?https?://.*(dial tcp|EOF|connection reset|timeout|exceeded|x509|TLS).*)",
        Options,
        Milliseconds
    )]
    private static partial Regex Unreachable();

    [GeneratedRegex(
        @"(?<kind>[\w.]+) ""(?<name>[^""]+)"" is forbidden: (?<detail>exceeded quota.*)",
        Options,
        Milliseconds
    )]
    private static partial Regex Quota();

    [GeneratedRegex(
        @"User ""(?<user>[^""]*)"" cannot (?<verb>\w+) resource ""(?<resource>[^""]*)""( in API group ""[^""]*"")?( in the namespace ""(?<namespace>[^""]*)"")?",
        Options,
        Milliseconds
    )]
    private static partial Regex Forbidden();

    [GeneratedRegex(
        @"admission webhook ""(?<webhook>[^""]*)"" denied the request: (?<detail>.*)",
        Options,
        Milliseconds
    )]
    private static partial Regex Webhook();

    [GeneratedRegex(
        @"(?<kind>[\w.]+) ""(?<name>[^""]+)"" is invalid: (.*?, )?\[?(?<field>[\w.\[\]]+): Invalid value: .*(field is immutable|may not change once set)",
        Options,
        Milliseconds
    )]
    private static partial Regex Immutable();

    [GeneratedRegex(
        @"(?<kind>[\w.]+) ""(?<name>[^""]+)"" is invalid: spec: Forbidden: updates to \w+ spec",
        Options,
        Milliseconds
    )]
    private static partial Regex ImmutableSpec();

    [GeneratedRegex(
        @"no matches for kind ""(?<kind>[^""]+)"" in version ""(?<version>[^""]+)""",
        Options,
        Milliseconds
    )]
    private static partial Regex UnknownKind();

    [GeneratedRegex(
        @"conflict occurred while applying object (?<name>\S+) \S+ Kind=(?<kind>\w+): Apply failed with \d+ conflicts?: (?<conflicts>.*)",
        Options,
        Milliseconds
    )]
    private static partial Regex Conflict();

    [GeneratedRegex(@"conflicts? with ""(?<manager>[^""]+)""", Options, Milliseconds)]
    private static partial Regex Manager();

    [GeneratedRegex(@"(?<=\s)\.[a-zA-Z]\S*", Options, Milliseconds)]
    private static partial Regex Field();

    [GeneratedRegex(
        @"(?<kind>\w+) ""(?<name>[^""]+)"" in namespace ""[^""]*"" exists and cannot be imported",
        Options,
        Milliseconds
    )]
    private static partial Regex NotOwned();

    [GeneratedRegex(
        @"(?<kind>[\w.]+) ""(?<name>[^""]+)"" is invalid: (?<detail>\[?(?<field>[\w.\[\]]+): .*)",
        Options,
        Milliseconds
    )]
    private static partial Regex Invalid();

    [GeneratedRegex(
        @"error validating data: (ValidationError\((?<kind>[\w.]+)\): )?(?<detail>.*)",
        Options,
        Milliseconds
    )]
    private static partial Regex Validation();

    [GeneratedRegex(@"failed (?<hook>(pre|post)-\w+): (?<detail>.*)", Options, Milliseconds)]
    private static partial Regex Hook();

    [GeneratedRegex(
        @"resource (?<kind>\w+)/[^/\s]+/(?<name>\S+) not ready\. status: \w+, message: (?<detail>.*?) context deadline exceeded",
        Options,
        Milliseconds
    )]
    private static partial Regex NotReady();

    [GeneratedRegex(@"context deadline exceeded|timed out waiting for the condition", Options, Milliseconds)]
    private static partial Regex TimedOut();

    [GeneratedRegex(@"context canceled", Options, Milliseconds)]
    private static partial Regex Cancelled();

    [GeneratedRegex(@"release: not found", Options, Milliseconds)]
    private static partial Regex NoRelease();

    [GeneratedRegex(@"release has no (?<revision>\d+) version", Options, Milliseconds)]
    private static partial Regex NoRevision();

    [GeneratedRegex(@"has no deployed releases", Options, Milliseconds)]
    private static partial Regex NeverDeployed();

    [GeneratedRegex(@"namespaces ""(?<namespace>[^""]+)"" not found", Options, Milliseconds)]
    private static partial Regex NoNamespace();

    [GeneratedRegex(
        @"missing in charts/ directory: (?<names>.*)|^directory (?<names>\S+) not found",
        Options,
        Milliseconds
    )]
    private static partial Regex NoDependency();

    [GeneratedRegex(
        @"^path ""(?<chart>[^""]+)"" not found|^repo (?<chart>\S+) not found|(?<chart>\S+:[\w.+-]+): not found",
        Options,
        Milliseconds
    )]
    private static partial Regex NoChart();

    [GeneratedRegex(
        @"values don't meet the specifications of the schema\(s\) in the following chart\(s\): (?<detail>.*)",
        Options,
        Milliseconds
    )]
    private static partial Regex Schema();

    [GeneratedRegex(@"^failed to parse (?<file>\S+): (?<detail>.*)", Options, Milliseconds)]
    private static partial Regex BadValues();

    [GeneratedRegex(@"execution error at \(|parse error at \(|YAML parse error on |^template: ", Options, Milliseconds)]
    private static partial Regex Template();
}
