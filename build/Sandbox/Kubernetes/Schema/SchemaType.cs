namespace Deploy.Sandbox.Kubernetes.Schema;

/// <summary>A structure of the Kubernetes API, e.g. <c>core.PodSpec</c>.</summary>
/// <param name="name">Name within its package, as the API documentation writes it: <c>PodSpec</c>.</param>
/// <param name="package">The package in OpenAPI's spelling: <c>io.k8s.api.core.v1</c>.</param>
/// <param name="isAtomic">Whether server-side apply owns it only as a whole.</param>
internal sealed class SchemaType(string name, string package, bool isAtomic)
{
    private readonly Dictionary<string, SchemaField> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<int, SchemaField> _numbers = [];

    public string Name => name;

    public bool IsAtomic => isAtomic;

    /// <summary>The definition's name in OpenAPI documents.</summary>
    public string QualifiedName => $"{package}.{name}";

    /// <summary>Whether it is a kind of object by itself, with <c>apiVersion</c> and <c>kind</c> of its own.</summary>
    public bool IsKind => _fields.ContainsKey("metadata") && !name.EndsWith("TemplateSpec", StringComparison.Ordinal);

    /// <summary>The fields as they appear in JSON, those of inlined structures included.</summary>
    public IReadOnlyDictionary<string, SchemaField> Fields => _fields;

    /// <summary>The field with a number in the protobuf encoding, or <c>null</c>.</summary>
    public SchemaField? Numbered(int number) => _numbers.GetValueOrDefault(number);

    internal void Add(SchemaField field)
    {
        _numbers.Add(field.Number, field);
        if (!field.IsInline)
        {
            _fields.Add(field.Name, field);
            return;
        }

        foreach (var inner in field.Type.Structure!.Fields.Values)
        {
            _fields.Add(inner.Name, inner);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => QualifiedName;
}

/// <summary>A field of a <see cref="SchemaType"/>, with the rules by which changes to it are merged.</summary>
internal sealed record SchemaField(string Name, int Number, FieldType Type)
{
    /// <summary>The name of a field whose own fields appear in JSON at its parent's level.</summary>
    public const string InlineName = "...";

    public bool IsInline => Name == InlineName;

    public bool IsRequired { get; init; }

    /// <summary>The fields that tell the items of a list apart (<c>listType=map</c>); empty for other lists.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Whether the list holds each value once (<c>listType=set</c>).</summary>
    public bool IsSet { get; init; }

    /// <summary>Whether server-side apply owns the map only as a whole.</summary>
    public bool IsAtomic { get; init; }

    /// <summary>The field by which a strategic merge patch tells items apart; <c>null</c> when it replaces the list.</summary>
    public string? PatchKey { get; init; }

    /// <summary>Whether a strategic merge patch drops the members it does not list (<c>retainKeys</c>).</summary>
    public bool RetainsKeys { get; init; }

    /// <summary>What the server fills in: a text, a number, or <c>{}</c>; <c>null</c> for nothing.</summary>
    public string? Default { get; init; }
}
