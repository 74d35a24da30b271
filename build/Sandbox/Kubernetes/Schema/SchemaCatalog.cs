using System.Reflection;

namespace Deploy.Sandbox.Kubernetes.Schema;

/// <summary>
/// The structures of the Kubernetes API that this server knows, read from the embedded <c>*.schema</c> files. One
/// description drives checking, defaults, both merge algorithms, the protobuf encoding and the OpenAPI documents.
/// </summary>
/// <remarks>
/// A file names its package; then come types, one field per line: number in the protobuf encoding, name, type, rules.
/// <c>type T atomic</c>; field types are scalars, <c>[]T</c>, <c>map T</c> or structures, of another package by its
/// alias; <c>!</c> means required; <c>...</c> inlines a structure. Rules are <c>key=a,b</c> (a list whose items are
/// told apart by these fields), <c>set</c>, <c>atomic</c>, <c>patch=a</c> (the key in strategic merge patches where
/// it is not the first of <c>key</c>), <c>retainKeys</c> and <c>default=value</c>.
/// </remarks>
internal sealed class SchemaCatalog
{
    private static readonly string[] Files =
    [
        "meta",
        "volumes",
        "pod",
        "core",
        "apps",
        "batch",
        "networking",
        "policy",
        "autoscaling",
        "scale",
        "rbac",
        "coordination",
        "discovery",
        "authorization",
        "authentication",
        "scheduling",
        "storage",
        "apiextensions",
    ];

    private readonly Lazy<Dictionary<string, SchemaType>> _types = new(Load);

    /// <summary>All types, in the order of the files.</summary>
    public IEnumerable<SchemaType> Types => _types.Value.Values;

    /// <summary>The type with a name like <c>core.PodSpec</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is no such type.</exception>
    public SchemaType this[string name] => _types.Value[name];

    private static Dictionary<string, SchemaType> Load()
    {
        var parser = new SchemaParser();
        foreach (var file in Files)
        {
            using var stream =
                Assembly.GetExecutingAssembly().GetManifestResourceStream($"{file}.schema")
                ?? throw new InvalidOperationException($"the schema {file} is not embedded");
            using var reader = new StreamReader(stream);
            parser.Read(reader);
        }

        return parser.Resolve();
    }
}
