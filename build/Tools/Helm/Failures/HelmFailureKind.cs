namespace Deploy.Tools.Helm.Failures;

/// <summary>Why Helm failed. Its exit code is 1 for everything, so this comes from its words.</summary>
public enum HelmFailureKind
{
    /// <summary>None of the others.</summary>
    Other,

    /// <summary>The release is pending: another Helm works on it, or was killed.</summary>
    OperationInProgress,

    /// <summary>There is no such release.</summary>
    ReleaseNotFound,

    /// <summary>There is no such revision to roll back to.</summary>
    RevisionNotFound,

    /// <summary>No revision of the release ever came up.</summary>
    NeverDeployed,

    /// <summary>A field changed that Kubernetes never changes in place.</summary>
    ImmutableField,

    /// <summary>The cluster has no such kind: a custom resource definition is missing.</summary>
    UnknownKind,

    /// <summary>Server-side apply: someone else owns a field.</summary>
    FieldManagerConflict,

    /// <summary>An object exists that does not belong to the release.</summary>
    NotOwned,

    /// <summary>The API refused an object's content.</summary>
    InvalidObject,

    /// <summary>An admission webhook or policy refused an object.</summary>
    Denied,

    /// <summary>A quota is used up.</summary>
    QuotaExceeded,

    /// <summary>A hook failed.</summary>
    HookFailed,

    /// <summary>Not ready in time.</summary>
    TimedOut,

    /// <summary>It was stopped.</summary>
    Cancelled,

    /// <summary>The API server does not answer.</summary>
    ClusterUnreachable,

    /// <summary>The chart registry does not answer.</summary>
    RegistryUnreachable,

    /// <summary>The kubeconfig or the context in it is missing.</summary>
    ContextNotFound,

    /// <summary>The credentials are refused.</summary>
    Unauthorized,

    /// <summary>The user may not do that.</summary>
    Forbidden,

    /// <summary>There is no such namespace.</summary>
    NamespaceNotFound,

    /// <summary>The chart or its repository is not there.</summary>
    ChartNotFound,

    /// <summary>The chart's dependencies are not in its <c>charts/</c>.</summary>
    DependencyMissing,

    /// <summary>A template cannot be rendered, or renders no YAML.</summary>
    TemplateError,

    /// <summary>Values cannot be read or break the chart's schema.</summary>
    InvalidValues,
}
