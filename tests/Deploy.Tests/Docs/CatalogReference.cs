using System.Text;
using System.Text.Json;

namespace Deploy.Tests.Docs;

/// <summary>The catalog's reference for people, made from the schema that editors use.</summary>
internal sealed class CatalogReference
{
    private readonly JsonElement _schema;
    private readonly StringBuilder _text = new();
    private readonly Queue<(string Path, JsonElement Object)> _sections = new();

    private CatalogReference(JsonElement schema) => _schema = schema;

    /// <summary>The reference in Markdown.</summary>
    public static string Of(JsonElement schema)
    {
        var reference = new CatalogReference(schema);
        reference._text.Append(
            """
            # The catalog

            Every key that `charts/services.yaml`, or another file given as `--catalog`, may have. Later files add to
            earlier ones and override them. Made from [the schema](../charts/services.schema.json), which editors check
            the file by; `<name>` stands for a name of your choice.

            """
        );
        reference._text.Append(
            $"\nA *template* is text with placeholders: {Placeholders(reference.Meaning(Definition(schema, "template")))}\n"
        );
        reference._sections.Enqueue(("", schema));
        while (reference._sections.TryDequeue(out var section))
        {
            reference.Section(section.Path, section.Object);
        }

        reference.Section("<image>", Definition(schema, "image"));
        while (reference._sections.TryDequeue(out var section))
        {
            reference.Section(section.Path, section.Object);
        }

        return reference._text.ToString();
    }

    private void Section(string path, JsonElement section)
    {
        _text.Append(
            $"\n## {(path.Length == 0 ? "Top level" : $"`{path}`")}\n\n| key | is | means |\n| --- | --- | --- |\n"
        );
        foreach (var property in section.GetProperty("properties").EnumerateObject())
        {
            var name = IsRequired(section, property.Name) ? $"**`{property.Name}`**" : $"`{property.Name}`";
            _text.Append($"| {name} | {Kind(property.Value)} | {Meaning(property.Value)} |\n");
            Descend(path.Length == 0 ? property.Name : $"{path}.{property.Name}", property.Value);
        }
    }

    private void Descend(string path, JsonElement value)
    {
        if (IsReference(value))
        {
            return;
        }

        if (value.TryGetProperty("properties", out _))
        {
            _sections.Enqueue((path, value));
        }
        else if (value.TryGetProperty("additionalProperties", out var each) && each.ValueKind == JsonValueKind.Object)
        {
            Descend($"{path}.<name>", each);
        }
        else if (value.TryGetProperty("items", out var items))
        {
            Descend($"{path}[]", items);
        }
    }

    private string Kind(JsonElement value)
    {
        if (IsReference(value))
        {
            var target = value.GetProperty("$ref").GetString()!.Split('/')[^1];
            return target == "image" ? "[image](#image)" : target;
        }

        if (value.TryGetProperty("enum", out var words))
        {
            return string.Join(", ", words.EnumerateArray().Select(word => $"`{word.GetString()}`"));
        }

        if (value.TryGetProperty("additionalProperties", out var each) && each.ValueKind == JsonValueKind.Object)
        {
            return $"by name: {Kind(each)}";
        }

        if (value.TryGetProperty("items", out var items))
        {
            return $"list of {Kind(items)}";
        }

        return value.TryGetProperty("type", out var type) ? Words(type) : "a value, or `value` and `if_present`";
    }

    private static string Words(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array
            ? string.Join(" or ", type.EnumerateArray().Select(word => word.GetString()))
            : type.GetString()!;

    private string Meaning(JsonElement value)
    {
        var meaning =
            value.TryGetProperty("description", out var own) ? own.GetString()!
            : IsReference(value) ? Meaning(Definition(_schema, "template"))
            : "";
        return meaning.Replace("|", "\\|", StringComparison.Ordinal);
    }

    // The schema's sentence begins with the same words.
    private static string Placeholders(string meaning) => meaning[(meaning.IndexOf(':') + 2)..];

    private static JsonElement Definition(JsonElement schema, string name) =>
        schema.GetProperty("definitions").GetProperty(name);

    private static bool IsReference(JsonElement value) => value.TryGetProperty("$ref", out _);

    private static bool IsRequired(JsonElement section, string name) =>
        section.TryGetProperty("required", out var required)
        && required.EnumerateArray().Any(word => word.GetString() == name);
}
