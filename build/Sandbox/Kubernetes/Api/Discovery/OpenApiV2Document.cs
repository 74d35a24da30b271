using Deploy.Sandbox.Kubernetes.Api.Bodies;
using Google.Protobuf;

namespace Deploy.Sandbox.Kubernetes.Api.Discovery;

/// <summary>
/// The old OpenAPI document. Clients come here for kinds that version 3 does not have, only to learn whether the server
/// checks fields itself; that is all it says. They take it in protobuf alone (<c>gnostic</c>'s message
/// <c>openapi.v2.Document</c>, whose field numbers stand below).
/// </summary>
internal static class OpenApiV2Document
{
    public const string Path = "/openapi/v2";

    public const string ContentType = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    private const string GroupVersionKind = "x-kubernetes-group-version-kind";

    /// <summary>The document. Clients ask about Namespaces when they do not find the kind itself.</summary>
    public static byte[] Encode()
    {
        var query = Message(output =>
        {
            Text(output, 2, "query");
            Text(output, 4, "fieldValidation");
            Text(output, 6, "string");
        });
        var parameter = Nested(1, Nested(2, Nested(3, query)));
        var kind = Message(output =>
        {
            Text(output, 1, GroupVersionKind);
            Bytes(output, 2, Message(any => Text(any, 2, "group: \"\"\nkind: Namespace\nversion: v1\n")));
        });
        var patch = Message(output =>
        {
            Text(output, 7, MediaType.StrategicMergePatch);
            Bytes(output, 8, parameter);
            Bytes(output, 13, kind);
        });
        var path = Message(output =>
        {
            Text(output, 1, "/api/v1/namespaces/{name}");
            Bytes(output, 2, Nested(8, patch));
        });
        return Message(output =>
        {
            Text(output, 1, "2.0");
            Bytes(
                output,
                2,
                Message(info =>
                {
                    Text(info, 1, "Kubernetes");
                    Text(info, 2, ServerVersion.GitVersion);
                })
            );
            Bytes(output, 8, Nested(2, path));
        });
    }

    private static byte[] Nested(int number, byte[] message) => Message(output => Bytes(output, number, message));

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var buffer = new MemoryStream();
        using (var output = new CodedOutputStream(buffer))
        {
            write(output);
        }

        return buffer.ToArray();
    }

    private static void Text(CodedOutputStream output, int number, string text)
    {
        output.WriteTag(number, WireFormat.WireType.LengthDelimited);
        output.WriteString(text);
    }

    private static void Bytes(CodedOutputStream output, int number, byte[] message)
    {
        output.WriteTag(number, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(message));
    }
}
