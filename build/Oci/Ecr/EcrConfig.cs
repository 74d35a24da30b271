using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Deploy.Oci.Ecr;

/// <summary>What the SDK has to know of ECR; all else (credentials, retries, overrides of the endpoint) is its own.</summary>
internal sealed class EcrConfig : ClientConfig
{
    public EcrConfig(string region, Uri? endpoint)
        : base(new DefaultConfigurationProvider([new DefaultConfiguration { RetryMode = RequestRetryMode.Standard }]))
    {
        ServiceId = "ECR";
        AuthenticationServiceName = "ecr";
        MaxErrorRetry = 5;
        RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(region);
        if (endpoint is not null)
        {
            ServiceURL = endpoint.ToString();
        }

        // An override names no region, and a signature needs one.
        AuthenticationRegion = region;
        Region = region;
    }

    public string Region { get; }

    public override string ServiceVersion => "2015-09-21";

    public override string UserAgent => "deploy";

    public override string RegionEndpointServiceName => "api.ecr";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        new(ServiceURL ?? $"https://api.ecr.{Region}.{RegionEndpoint.PartitionDnsSuffix}");
}
