using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace Deploy.Oci.Ecr;

/// <summary>
/// The SDK's pipeline for ECR, whose own package is not served everywhere: credentials, signature, retries and
/// endpoint overrides are the SDK's, as they are for every service.
/// </summary>
internal sealed class EcrServiceClient : AmazonServiceClient
{
    /// <summary>Makes a client with the credentials that the SDK finds.</summary>
    public EcrServiceClient(EcrConfig config)
        : base(config) { }

    /// <summary>Makes a client with credentials of its own.</summary>
    public EcrServiceClient(EcrConfig config, AWSCredentials credentials)
        : base(credentials, config) { }

    protected override IServiceMetadata ServiceMetadata { get; } = new EcrMetadata();

    public async Task<TOutput> CallAsync<TInput, TOutput>(
        string operation,
        TInput input,
        JsonTypeInfo<TInput> inputType,
        JsonTypeInfo<TOutput> outputType,
        CancellationToken cancellationToken
    )
    {
        var request = new EcrRequest(operation, JsonSerializer.SerializeToUtf8Bytes(input, inputType));
        var options = new InvokeOptions
        {
            RequestMarshaller = new EcrMarshaller(),
            ResponseUnmarshaller = new EcrUnmarshaller<TOutput>(outputType),
        };
        var response = await InvokeAsync<EcrResponse<TOutput>>(request, options, cancellationToken);
        return response.Output ?? throw new AmazonClientException("the answer is null");
    }

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) =>
        pipeline.AddHandlerAfter<Marshaller>(new SigV4Resolver());

    private sealed class EcrMetadata : IServiceMetadata
    {
        public string ServiceId => "ECR";

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }

    private sealed class SigV4Resolver : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext)
        {
            var context = executionContext.RequestContext;
            context.Request.AuthenticationRegion = ((EcrConfig)context.ClientConfig).Region;
            return AuthSchemeOption.DEFAULT_SIGV4;
        }
    }
}
