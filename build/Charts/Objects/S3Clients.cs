using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Deploy.Charts.Objects;

/// <summary>Makes clients for S3: credentials, region and endpoint as the AWS tools find them (environment, profiles, roles).</summary>
public static class S3Clients
{
    /// <summary>The client for a bucket.</summary>
    public static IAmazonS3 Create(string bucket) =>
        Create(
            new AmazonS3Config
            {
                RegionEndpoint = Region(),
                // A dot in the name does not fit AWS's certificates, and other services have no names for buckets at all.
                ForcePathStyle = bucket.Contains('.') || UsesOtherEndpoint(),
            }
        );

    /// <summary>The client for what a configuration says, set up as <see cref="S3Objects"/> needs it.</summary>
    /// <param name="config">Where the service is.</param>
    /// <param name="credentials">Whose it is; null for what the environment says.</param>
    internal static IAmazonS3 Create(AmazonS3Config config, AWSCredentials? credentials = null)
    {
        // Conditional writes are tried again by who knows what to make of the answer.
        config.MaxErrorRetry = 0;
        // S3Objects compares checksums itself; the SDK takes ten times as long.
        config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
        var client = credentials is null ? new AmazonS3Client(config) : new AmazonS3Client(credentials, config);
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
