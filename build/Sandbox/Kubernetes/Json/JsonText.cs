using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Deploy.Sandbox.Kubernetes.Json;

/// <summary>Turns JSON trees into bytes and back.</summary>
internal static class JsonText
{
    // Answers are never embedded in HTML; escaping would only make them longer than the real API's.
    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = JsonParser.MaximumDepth,
    };

    public static byte[] ToUtf8(JsonNode node)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            node.WriteTo(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static string ToText(JsonNode? node) => node is null ? "null" : Encoding.UTF8.GetString(ToUtf8(node));
}
