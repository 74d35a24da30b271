namespace Deploy.Model.Catalog;

/// <summary>An environment: dev, staging, prod, edge, or what else the catalog has.</summary>
/// <param name="Name">Its name, as <c>--env</c> takes it.</param>
public sealed record DeployEnvironment(string Name)
{
    /// <summary>What the environment is called in which prod's next version is tried out.</summary>
    public const string Staging = "staging";

    /// <summary>What the environment is called that customers use.</summary>
    public const string Prod = "prod";

    /// <summary>The namespace that it installs to; null where each user has an own one (<c>dev</c>).</summary>
    public NamespaceName? Namespace { get; init; }

    /// <summary>The one cluster that it lives on; null where each service says (or the default cluster).</summary>
    public string? Cluster { get; init; }

    /// <summary>The clusters that have it at all; null where every cluster does.</summary>
    public IReadOnlyList<string>? OnlyOn { get; init; }

    /// <summary>What image tags built for it begin with, before a dash; null for nothing.</summary>
    public Template? TagPrefix { get; init; }

    /// <summary>Pods per Deployment, unless the service says otherwise for the namespace.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>How long an install may take; null for the convention (90 s with an ingress, else 45 s, per replica).</summary>
    public TimeSpan? InstallTimeout { get; init; }

    /// <summary>Whether a person has to confirm by typing the cluster's name.</summary>
    public bool AsksConfirmation { get; init; }

    /// <summary>Whether its image tags are never written to values.yaml, but given when installing.</summary>
    public bool HasThrowAwayValues { get; init; }

    /// <summary>
    /// What happens to a release whose install failed. In the catalog: <c>keep</c> where each user has an own namespace,
    /// else <c>rollback</c>, unless <c>on_failure</c> says otherwise.
    /// </summary>
    public FailurePolicy OnFailure { get; init; } = FailurePolicy.Keep;

    /// <summary>Whether prod asks for proof that staging ran the very same thing, tests passed.</summary>
    public bool RequiresStaging { get; init; }

    /// <summary>Values given at install time, on top of the chart's own: path → template.</summary>
    public IReadOnlyList<ValueTemplate> Values { get; init; } = [];

    /// <summary>Types of service that never go there (workflow services and prod).</summary>
    public IReadOnlyList<string> RefusedTypes { get; init; } = [];

    /// <summary>Who is told about runs to it.</summary>
    public IReadOnlyList<Notification> Notify { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>What happens to a release whose install failed.</summary>
public enum FailurePolicy
{
    /// <summary>It stays as it is, to be looked at.</summary>
    Keep,

    /// <summary>It goes back to the last revision that came up; a first install is uninstalled.</summary>
    Rollback,
}

/// <summary>A value given at install time.</summary>
/// <param name="Path">Where it goes, keys separated by dots.</param>
/// <param name="Value">What it is: a template where it is text, else the number or truth value.</param>
/// <param name="OnlyIfChartHas">Whether it is left out of charts whose values.yaml lacks the path.</param>
public sealed record ValueTemplate(string Path, TemplateValue Value, bool OnlyIfChartHas = false);

/// <summary>A scalar that keeps its type: text (a template), a number, or true or false.</summary>
/// <param name="Text">The template of a text; null for a literal.</param>
/// <param name="Literal">A number or truth value as YAML writes it; null for a text.</param>
public sealed record TemplateValue(Template? Text, string? Literal);
