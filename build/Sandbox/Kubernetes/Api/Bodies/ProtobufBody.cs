using System.Text.Json.Nodes;
using Deploy.Sandbox.Kubernetes.Schema;
using Google.Protobuf;

namespace Deploy.Sandbox.Kubernetes.Api.Bodies;

/// <summary>
/// Reads bodies in Kubernetes' protobuf encoding: the bytes <c>k8s\0</c>, then an envelope that names version and kind
/// around the object itself.
/// </summary>
internal static class ProtobufBody
{
    private static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    /// <param name="bytes">The body.</param>
    /// <param name="schemaOf">The type of an object by <c>apiVersion</c> and kind.</param>
    /// <exception cref="ApiException">The kind has no protobuf encoding here.</exception>
    /// <exception cref="FormatException">The bytes are no such body.</exception>
    public static JsonObject Decode(byte[] bytes, Func<string, string, SchemaType?> schemaOf)
    {
        if (!bytes.AsSpan().StartsWith(Magic))
        {
            throw new FormatException("it does not begin as protobuf bodies do");
        }

        try
        {
            var (apiVersion, kind, raw) = ReadEnvelope(
                new CodedInputStream(bytes, Magic.Length, bytes.Length - Magic.Length)
            );
            var schema =
                schemaOf(apiVersion, kind)
                ?? throw ApiErrors.UnsupportedMediaType($"{kind} as {MediaType.Protobuf}", MediaType.Json);
            var result = new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind };
            ProtobufReader.Read(new CodedInputStream(raw), schema, result);
            return result;
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new FormatException(error.Message, error);
        }
    }

    private static (string ApiVersion, string Kind, byte[] Raw) ReadEnvelope(CodedInputStream input)
    {
        var (apiVersion, kind, raw) = ("", "", Array.Empty<byte>());
        while (input.ReadTag() is var tag and not 0)
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1:
                    (apiVersion, kind) = ReadType(new CodedInputStream(input.ReadBytes().ToByteArray()));
                    break;
                case 2:
                    raw = input.ReadBytes().ToByteArray();
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }

        return (apiVersion, kind, raw);
    }

    private static (string ApiVersion, string Kind) ReadType(CodedInputStream input)
    {
        var (apiVersion, kind) = ("", "");
        while (input.ReadTag() is var tag and not 0)
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1:
                    apiVersion = input.ReadString();
                    break;
                case 2:
                    kind = input.ReadString();
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }

        return (apiVersion, kind);
    }
}
