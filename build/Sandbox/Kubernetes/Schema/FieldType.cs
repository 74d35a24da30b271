namespace Deploy.Sandbox.Kubernetes.Schema;

/// <summary>What kind of JSON value a field holds.</summary>
internal enum FieldKind
{
    Text,
    Bytes,
    Boolean,
    Int32,
    Int64,
    Double,
    Quantity,
    IntOrString,
    Time,
    MicroTime,
    Any,
    Structure,
    List,
    Map,
}

/// <summary>The type of a field, list item or map entry.</summary>
/// <param name="Kind">The kind of value.</param>
/// <param name="Structure">The structure, when it is one.</param>
/// <param name="Element">The type of items or entries, when it is a list or map.</param>
internal sealed record FieldType(FieldKind Kind, SchemaType? Structure = null, FieldType? Element = null)
{
    public bool IsNumber => Kind is FieldKind.Int32 or FieldKind.Int64 or FieldKind.Double;

    /// <summary>The type as error messages of the API server write it.</summary>
    public string GoName =>
        Kind switch
        {
            FieldKind.Text => "string",
            FieldKind.Bytes => "[]uint8",
            FieldKind.Boolean => "bool",
            FieldKind.Int32 => "int32",
            FieldKind.Int64 => "int64",
            FieldKind.Double => "float64",
            FieldKind.List => $"[]{Element!.GoName}",
            FieldKind.Map => $"map[string]{Element!.GoName}",
            FieldKind.Structure => $"v1.{Structure!.Name}",
            _ => Kind.ToString(),
        };
}
