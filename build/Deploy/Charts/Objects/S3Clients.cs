using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace Deploy.Charts;

/// <summary>Makes clients for S3: credentials, region and endpoint as the AWS tools find them (environment, profiles, roles).</summary>
public static class S3Clients
{
    /// <summary>The client for a bucket.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="endpoint">Another service that speaks S3, or null for what the environment says, else AWS.</param>
    public static IAmazonS3 Create(string bucket, Uri? endpoint = null)
    {
        var config = new AmazonS3Config
        {
            // Conditional writes are tried again by who knows what to make of the answer.
            MaxErrorRetry = 0,
            // A dot in the name does not fit AWS's certificates, and other services have no names for buckets at all.
            ForcePathStyle = endpoint is not null || bucket.Contains('.') || UsesOtherEndpoint(),
        };
        if (endpoint is not null)
        {
            config.ServiceURL = endpoint.ToString();
            config.AuthenticationRegion = Region().SystemName;
        }
        else
        {
            config.RegionEndpoint = Region();
        }

        return new AmazonS3Client(config);
    }

    // Without any region the SDK does not start; the service itself then leads to the bucket's region.
    private static RegionEndpoint Region() => FallbackRegionFactory.GetRegionEndpoint() ?? RegionEndpoint.USEast1;

    private static bool UsesOtherEndpoint() =>
        new[] { "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL" }.Any(name =>
            !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name))
        );
}
