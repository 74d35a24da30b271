using System.Text.Json;
using System.Text.Json.Nodes;

namespace Deploy.Sandbox.Kubernetes.Json;

/// <summary>
/// Parses request bodies. Unlike <see cref="JsonNode.Parse(ReadOnlySpan{byte}, JsonNodeOptions?, JsonDocumentOptions)"/>
/// it survives a repeated key, taking the last value as the API server does, and says which keys were repeated.
/// </summary>
internal static class JsonParser
{
    /// <summary>Deeper nesting is refused, so that no body can exhaust the stack.</summary>
    public const int MaximumDepth = 256;

    /// <summary>As many repeated keys as the API server names at most.</summary>
    private const int MostDuplicates = 100;

    /// <exception cref="JsonException">The bytes are no JSON value, or have a number that no computer has.</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> utf8, ICollection<string>? duplicates = null)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaximumDepth });
        reader.Read();
        var value = ReadValue(ref reader, Trail.Root, duplicates);
        if (reader.Read())
        {
            throw new JsonException("there is more than one JSON value");
        }

        return value;
    }

    private static JsonNode? ReadValue(ref Utf8JsonReader reader, Trail trail, ICollection<string>? duplicates) =>
        reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadObject(ref reader, trail, duplicates),
            JsonTokenType.StartArray => ReadArray(ref reader, trail, duplicates),
            JsonTokenType.String => JsonValue.Create(reader.GetString()),
            JsonTokenType.True => JsonValue.Create(true),
            JsonTokenType.False => JsonValue.Create(false),
            JsonTokenType.Number => reader.TryGetInt64(out var whole)
                ? JsonValue.Create(whole)
                : JsonValue.Create(Finite(reader.GetDouble())),
            _ => null,
        };

    private static double Finite(double number) =>
        double.IsFinite(number) ? number : throw new JsonException("a number is out of range");

    private static JsonObject ReadObject(ref Utf8JsonReader reader, Trail trail, ICollection<string>? duplicates)
    {
        var result = new JsonObject();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            var inner = trail.Member(name);
            reader.Read();
            if (result.ContainsKey(name) && duplicates?.Count < MostDuplicates)
            {
                duplicates.Add(inner.ToString());
            }

            result[name] = ReadValue(ref reader, inner, duplicates);
        }

        return result;
    }

    private static JsonArray ReadArray(ref Utf8JsonReader reader, Trail trail, ICollection<string>? duplicates)
    {
        var result = new JsonArray();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            result.Add(ReadValue(ref reader, trail.Item(result.Count), duplicates));
        }

        return result;
    }
}
