using Amazon.Runtime;
using Amazon.S3;
using Deploy.Charts.Objects;
using Deploy.Charts.Stores.Indexed;

namespace Deploy.Integration.Charts;

/// <summary>A bucket of the S3 emulator that runs beside the tests, gone with the test.</summary>
internal sealed class Moto : IAsyncDisposable
{
    private static int _buckets;

    private Moto(Uri address) => (Address, Client) = (address, ClientOf(address));

    public Uri Address { get; }

    public string Bucket { get; } = $"charts-{Environment.ProcessId}-{Interlocked.Increment(ref _buckets)}";

    public string Url => $"s3://{Bucket}/charts";

    public IAmazonS3 Client { get; }

    /// <summary>What a process needs to use the bucket through an endpoint.</summary>
    public static Dictionary<string, string> EnvironmentOf(Uri endpoint) =>
        new(StringComparer.Ordinal)
        {
            ["AWS_ACCESS_KEY_ID"] = "test",
            ["AWS_SECRET_ACCESS_KEY"] = "test",
            ["AWS_REGION"] = "us-east-1",
            ["AWS_ENDPOINT_URL_S3"] = endpoint.ToString(),
        };

    /// <summary>Makes a bucket; skips the test where the emulator does not run.</summary>
    public static async Task<Moto> StartAsync()
    {
        var port = Environment.GetEnvironmentVariable("AWS_TEST_PORT") ?? "5566";
        var address = new Uri($"http://127.0.0.1:{port}");
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var answer = await http.GetAsync(address);
            Assert.SkipUnless(answer.Headers.Server.ToString().Contains("Werkzeug"), $"{address} is not moto");
        }
        catch (HttpRequestException)
        {
            Assert.Skip($"no moto (an S3 emulator) on {address}");
        }

        var moto = new Moto(address);
        await moto.Client.PutBucketAsync(moto.Bucket);
        return moto;
    }

    /// <summary>A client that reaches the bucket through an endpoint, set up as the program's own.</summary>
    public static IAmazonS3 ClientOf(Uri endpoint) =>
        S3Clients.Create(
            new AmazonS3Config
            {
                ServiceURL = endpoint.ToString(),
                AuthenticationRegion = "us-east-1",
                ForcePathStyle = true,
            },
            new BasicAWSCredentials("test", "test")
        );

    /// <summary>The repository, reached through an endpoint.</summary>
    public IndexedRepository Repository(Uri? endpoint = null, TimeSpan? tryLimit = null) =>
        new(
            new RetryingObjects(
                new S3Objects(ClientOf(endpoint ?? Address), Bucket, "charts"),
                TimeProvider.System,
                new Random(1),
                tryLimit
            ),
            RepositoryLayout.S3(Url)
        );

    public async ValueTask DisposeAsync()
    {
        var objects = await Client.ListObjectsV2Async(new() { BucketName = Bucket });
        foreach (var found in objects.S3Objects ?? [])
        {
            await Client.DeleteObjectAsync(Bucket, found.Key);
        }

        await Client.DeleteBucketAsync(Bucket);
        Client.Dispose();
    }
}
