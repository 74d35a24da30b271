using System.Text;
using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Json;
using Deploy.Sandbox.Kubernetes.Schema;
using Google.Protobuf;

namespace Deploy.Sandbox.Kubernetes.Api.Bodies;

/// <summary>Reads one protobuf message into JSON by its schema.</summary>
internal static class ProtobufReader
{
    private const int MaximumDepth = 64;

    public static void Read(CodedInputStream input, SchemaType schema, JsonObject into, int depth = 0)
    {
        if (depth > MaximumDepth)
        {
            throw new FormatException("nested too deeply");
        }

        while (input.ReadTag() is var tag and not 0)
        {
            if (schema.Numbered(WireFormat.GetTagFieldNumber(tag)) is not { } field)
            {
                input.SkipLastField();
            }
            else if (field.IsInline)
            {
                Read(Message(input), field.Type.Structure!, into, depth + 1);
            }
            else
            {
                ReadField(input, tag, field, into, depth);
            }
        }
    }

    private static void ReadField(CodedInputStream input, uint tag, SchemaField field, JsonObject into, int depth)
    {
        switch (field.Type.Kind)
        {
            case FieldKind.List:
                into.EnsureArray(field.Name).Add(ReadValue(input, tag, field.Type.Element!, depth));
                break;
            case FieldKind.Map:
                ReadEntry(Message(input), field.Type.Element!, into.Ensure(field.Name), depth);
                break;
            default:
                var value = ReadValue(input, tag, field.Type, depth);
                if (!IsUnset(field, value))
                {
                    into[field.Name] = value;
                }

                break;
        }
    }

    // The encoder writes every plain field, set or not. JSON leaves the unset ones out; where there is a default, a
    // zero means what it says.
    private static bool IsUnset(SchemaField field, JsonNode? value) =>
        value is null
        || value.Text() == ""
        || (field.Default is null && value is JsonValue && (value.Number() == 0 || JsonText.ToText(value) == "false"));

    private static void ReadEntry(CodedInputStream input, FieldType element, JsonObject into, int depth)
    {
        var (key, value) = ("", (JsonNode?)null);
        while (input.ReadTag() is var tag and not 0)
        {
            if (WireFormat.GetTagFieldNumber(tag) == 1)
            {
                key = input.ReadString();
            }
            else
            {
                value = ReadValue(input, tag, element, depth);
            }
        }

        into[key] = value ?? (element.Kind is FieldKind.Text or FieldKind.Bytes ? JsonValue.Create("") : null);
    }

    private static JsonNode? ReadValue(CodedInputStream input, uint tag, FieldType type, int depth)
    {
        switch (type.Kind)
        {
            case FieldKind.Structure:
                var result = new JsonObject();
                Read(Message(input), type.Structure!, result, depth + 1);
                return result;
            case FieldKind.Text:
                return JsonValue.Create(input.ReadString());
            case FieldKind.Bytes:
                return JsonValue.Create(Convert.ToBase64String(input.ReadBytes().Span));
            case FieldKind.Boolean:
                return JsonValue.Create(input.ReadBool());
            case FieldKind.Int32 or FieldKind.Int64:
                return JsonValue.Create(input.ReadInt64());
            case FieldKind.Double:
                return JsonValue.Create(input.ReadDouble());
            case FieldKind.Quantity:
                return FieldsOf(Message(input)).GetValueOrDefault(1) is byte[] text
                    ? JsonValue.Create(Encoding.UTF8.GetString(text))
                    : null;
            case FieldKind.IntOrString:
                return IntOrString(FieldsOf(Message(input)));
            case FieldKind.Time or FieldKind.MicroTime:
                return Time(type.Kind, FieldsOf(Message(input)));
            case FieldKind.Any:
                return FieldsOf(Message(input)).GetValueOrDefault(1) is byte[] json
                    ? Sandbox.Kubernetes.Json.JsonParser.Parse(json)
                    : null;
            default:
                input.SkipLastField();
                throw new FormatException($"no value of kind {type.Kind} is expected at tag {tag}");
        }
    }

    private static JsonValue IntOrString(Dictionary<int, object> fields) =>
        fields.GetValueOrDefault(1) is 1L
            ? JsonValue.Create(Encoding.UTF8.GetString(fields.GetValueOrDefault(3) as byte[] ?? []))
            : JsonValue.Create(fields.GetValueOrDefault(2) as long? ?? 0);

    private static JsonValue? Time(FieldKind kind, Dictionary<int, object> fields)
    {
        if (fields.GetValueOrDefault(1) is not long seconds || seconds is 0 or < -62135596800 or > 253402300799)
        {
            return null;
        }

        var instant = DateTimeOffset
            .FromUnixTimeSeconds(seconds)
            .AddTicks((fields.GetValueOrDefault(2) as long? ?? 0) / 100);
        return JsonValue.Create(
            instant.UtcDateTime.ToString(
                kind == FieldKind.Time ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:ss.ffffffZ"
            )
        );
    }

    // Numbers and byte strings of a small message, by field number.
    private static Dictionary<int, object> FieldsOf(CodedInputStream input)
    {
        var result = new Dictionary<int, object>();
        while (input.ReadTag() is var tag and not 0)
        {
            switch (WireFormat.GetTagWireType(tag))
            {
                case WireFormat.WireType.Varint:
                    result[WireFormat.GetTagFieldNumber(tag)] = input.ReadInt64();
                    break;
                case WireFormat.WireType.LengthDelimited:
                    result[WireFormat.GetTagFieldNumber(tag)] = input.ReadBytes().ToByteArray();
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }

        return result;
    }

    private static CodedInputStream Message(CodedInputStream input) => new(input.ReadBytes().ToByteArray());
}
