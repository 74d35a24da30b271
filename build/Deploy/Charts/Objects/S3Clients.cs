using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

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
            // S3Objects compares checksums itself; the SDK takes ten times as long.
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
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

        return AskingForChecksums(new AmazonS3Client(config));
    }

    /// <summary>Has the service tell the checksums of what it sends, which are the caller's to compare.</summary>
    internal static IAmazonS3 AskingForChecksums(AmazonS3Client client)
    {
        client.BeforeRequestEvent += static (_, request) =>
        {
            if (request is WebServiceRequestEventArgs { Request: GetObjectRequest } get)
            {
                get.Headers["x-amz-checksum-mode"] = "ENABLED";
            }
        };
        return client;
    }

    // Without any region the SDK does not start; the service itself then leads to the bucket's region.
    private static RegionEndpoint Region() => FallbackRegionFactory.GetRegionEndpoint() ?? RegionEndpoint.USEast1;

    private static bool UsesOtherEndpoint() =>
        new[] { "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL" }.Any(name =>
            !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name))
        );
}
