namespace Deploy.Sandbox.Kubernetes.Schema;

/// <summary>Reads the notation that <see cref="SchemaCatalog"/> describes.</summary>
internal sealed class SchemaParser
{
    private readonly Dictionary<string, SchemaType> _types = new(StringComparer.Ordinal);
    private readonly List<(string Alias, SchemaType Type, List<string> Lines)> _bodies = [];

    /// <summary>Takes in one file; its types may refer to files that are read later.</summary>
    public void Read(TextReader reader)
    {
        var (package, alias) = ("", "");
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            switch (words)
            {
                case []:
                    break;
                case ["package", var name, "as", var shortName]:
                    (package, alias) = (name, shortName);
                    break;
                case ["type", var name, .. var rules]:
                    var type = new SchemaType(name, package, rules.Contains("atomic"));
                    _types.Add($"{alias}.{name}", type);
                    _bodies.Add((alias, type, []));
                    break;
                default:
                    _bodies[^1].Lines.Add(line);
                    break;
            }
        }
    }

    /// <summary>All types by alias and name, with their fields.</summary>
    public Dictionary<string, SchemaType> Resolve()
    {
        // What is inlined must be complete before the structure that inlines it.
        var pending = _bodies.ToDictionary(body => body.Type);
        foreach (var (_, type, _) in _bodies)
        {
            Complete(type);
        }

        return _types;

        void Complete(SchemaType type)
        {
            if (!pending.Remove(type, out var body))
            {
                return;
            }

            foreach (var line in body.Lines)
            {
                var field = ParseField(body.Alias, line);
                if (field.IsInline)
                {
                    Complete(field.Type.Structure!);
                }

                type.Add(field);
            }
        }
    }

    private SchemaField ParseField(string alias, string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var isMap = words[2] == "map";
        var typeName = isMap ? words[3] : words[2];
        var rules = words[(isMap ? 4 : 3)..];
        var type = ParseType(alias, typeName.TrimEnd('!'));
        var keys = Rule(rules, "key=")?.Split(',') ?? [];
        return new SchemaField(words[1], int.Parse(words[0]), isMap ? new FieldType(FieldKind.Map, null, type) : type)
        {
            IsRequired = typeName.EndsWith('!'),
            Keys = keys,
            PatchKey = Rule(rules, "patch=") ?? keys.FirstOrDefault(),
            Default = Rule(rules, "default="),
            IsSet = rules.Contains("set"),
            IsAtomic = rules.Contains("atomic"),
            RetainsKeys = rules.Contains("retainKeys"),
        };
    }

    private static string? Rule(string[] rules, string name) =>
        Array.Find(rules, rule => rule.StartsWith(name, StringComparison.Ordinal))?[name.Length..];

    private FieldType ParseType(string alias, string name) =>
        name switch
        {
            "string" => new FieldType(FieldKind.Text),
            "bytes" => new FieldType(FieldKind.Bytes),
            "bool" => new FieldType(FieldKind.Boolean),
            "int32" => new FieldType(FieldKind.Int32),
            "int64" => new FieldType(FieldKind.Int64),
            "double" => new FieldType(FieldKind.Double),
            "quantity" => new FieldType(FieldKind.Quantity),
            "intOrString" => new FieldType(FieldKind.IntOrString),
            "time" => new FieldType(FieldKind.Time),
            "microTime" => new FieldType(FieldKind.MicroTime),
            "any" => new FieldType(FieldKind.Any),
            _ when name.StartsWith("[]", StringComparison.Ordinal) => new FieldType(
                FieldKind.List,
                null,
                ParseType(alias, name[2..])
            ),
            _ => new FieldType(FieldKind.Structure, _types[name.Contains('.') ? name : $"{alias}.{name}"]),
        };
}
