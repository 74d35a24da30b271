using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Deploy.Oci.Ecr;

/// <summary>A call, in AWS's JSON protocol 1.1.</summary>
/// <param name="name">The operation's name.</param>
/// <param name="input">Its input.</param>
internal sealed class EcrRequest(string name, byte[] input) : AmazonWebServiceRequest
{
    public string Name => name;

    public byte[] Input => input;
}

/// <summary>What came back.</summary>
internal sealed class EcrResponse<TOutput> : AmazonWebServiceResponse
{
    public TOutput? Output { get; init; }
}

/// <summary>Makes the HTTP request.</summary>
internal sealed class EcrMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var call = (EcrRequest)input;
        var request = new DefaultRequest(call, "Amazon.ECR")
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = call.Input,
        };
        request.Headers["Content-Type"] = "application/x-amz-json-1.1";
        request.Headers["X-Amz-Target"] = $"AmazonEC2ContainerRegistry_V20150921.{call.Name}";
        return request;
    }
}

/// <summary>Reads the HTTP response.</summary>
internal sealed class EcrUnmarshaller<TOutput>(JsonTypeInfo<TOutput> type) : JsonResponseUnmarshaller
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input) =>
        new EcrResponse<TOutput> { Output = JsonSerializer.Deserialize(input.Stream, type) };

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input,
        Exception innerException,
        HttpStatusCode statusCode
    )
    {
        var error = Read(input.Stream);
        // "com.amazonaws.ecr#RepositoryNotFoundException:http://…"; only the middle is the code.
        var code = (error?.Type ?? "").Split('#')[^1].Split(':')[0];
        return new AmazonServiceException(
            error?.Message ?? error?.OtherMessage ?? $"HTTP status {(int)statusCode}",
            innerException,
            statusCode < HttpStatusCode.InternalServerError ? ErrorType.Sender : ErrorType.Receiver,
            code,
            input.ResponseData.GetHeaderValue("x-amzn-RequestId"),
            statusCode
        );
    }

    private static ErrorOutput? Read(Stream body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, EcrJson.Default.ErrorOutput);
        }
        catch (JsonException)
        {
            // A proxy's page; the status says enough.
            return null;
        }
    }
}
