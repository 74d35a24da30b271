using System.Text.Json;
using System.Text.Json.Serialization;

namespace Deploy.Journal.Records;

/// <summary>Records as lines of JSON, and back.</summary>
internal static class RecordJson
{
    /// <summary>One line, without its end.</summary>
    public static byte[] Line(RunRecord record) =>
        JsonSerializer.SerializeToUtf8Bytes(record, RecordJsonContext.Default.RunRecord);

    /// <summary>The record of a line; null where it is torn, or of a kind that this program does not know.</summary>
    public static RunRecord? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, RecordJsonContext.Default.RunRecord);
        }
        catch (Exception problem) when (problem is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(RunRecord))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [
        typeof(JsonStringEnumConverter<Stage>),
        typeof(SnakeCase<ReleaseEnd>),
        typeof(SnakeCase<StageOutcome>),
    ]
)]
internal sealed partial class RecordJsonContext : JsonSerializerContext;

/// <summary>Enum values as snake_case words.</summary>
internal sealed class SnakeCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower)
    where T : struct, Enum;
