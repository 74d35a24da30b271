namespace Deploy.Model.Names;

/// <summary>A service's name in the catalog: path segments, e.g. <c>buildsense/api</c>.</summary>
public sealed record ServiceName : IComparable<ServiceName>
{
    /// <summary>Takes a validated name.</summary>
    /// <exception cref="UsageException">A segment is empty or not an RFC 1123 label.</exception>
    public ServiceName(string value)
    {
        foreach (var segment in value.Split('/'))
        {
            NameRules.RequireLabel("service name", segment);
        }

        Value = value;
        ChartName = new ChartName(value.Replace('/', '-'));
    }

    /// <summary>The name as it is written in the catalog.</summary>
    public string Value { get; }

    /// <summary>The chart, and the name in Kubernetes, that the service has by convention: <c>buildsense-api</c>.</summary>
    public ChartName ChartName { get; }

    /// <summary>The last segment: <c>api</c>.</summary>
    public string Leaf => Value[(Value.LastIndexOf('/') + 1)..];

    /// <summary>Whether this is <paramref name="prefix"/> or lies below it, by whole segments.</summary>
    public bool IsUnder(string prefix) =>
        Value.StartsWith(prefix, StringComparison.Ordinal)
        && (Value.Length == prefix.Length || Value[prefix.Length] == '/');

    /// <inheritdoc/>
    public int CompareTo(ServiceName? other) => string.CompareOrdinal(Value, other?.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A chart's name. Also the name that its objects have in Kubernetes.</summary>
public sealed record ChartName
{
    /// <summary>Takes a validated name.</summary>
    /// <exception cref="UsageException">Not an RFC 1123 label (Helm itself takes more, and then fails late or not at all).</exception>
    public ChartName(string value) => Value = NameRules.RequireLabel("chart name", value);

    /// <summary>The name.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A Kubernetes namespace.</summary>
public sealed record NamespaceName
{
    /// <summary>Takes a validated name.</summary>
    /// <exception cref="UsageException">Not an RFC 1123 label.</exception>
    public NamespaceName(string value) => Value = NameRules.RequireLabel("namespace", value);

    /// <summary>The name.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A Helm release's name, <c>&lt;namespace&gt;-&lt;chart&gt;</c> by convention.</summary>
public sealed record ReleaseName
{
    /// <summary>Helm's own limit, which leaves room for the suffixes that templates add.</summary>
    public const int MaximumLength = 53;

    /// <summary>Takes a validated name.</summary>
    /// <exception cref="UsageException">Not an RFC 1123 label, or longer than Helm takes.</exception>
    public ReleaseName(string value) => Value = NameRules.RequireLabel("release name", value, MaximumLength);

    /// <summary>The conventional name of a chart's release in a namespace.</summary>
    public static ReleaseName Of(NamespaceName @namespace, ChartName chart) => new($"{@namespace}-{chart}");

    /// <summary>The name.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
