using System.Buffers.Binary;
using System.IO.Hashing;
using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace Deploy.Charts.Objects;

/// <summary>Objects below a prefix of a bucket. Conditions are S3's own; each call is one request, tried once.</summary>
/// <param name="client">The service; must not retry by itself, because a retried conditional write looks like a lost race.</param>
/// <param name="bucket">The bucket.</param>
/// <param name="prefix">What all keys start with, without slashes around; empty for the whole bucket.</param>
public sealed class S3Objects(IAmazonS3 client, string bucket, string prefix) : IObjectStore
{
    private readonly string _prefix = prefix.Length == 0 ? "" : prefix + "/";

    /// <inheritdoc/>
    public string Url => $"s3://{bucket}/{prefix}".TrimEnd('/');

    /// <inheritdoc/>
    /// <exception cref="TransientException">Another try may succeed.</exception>
    public Task<StoredObject?> GetAsync(string key, string? knownTag, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest
        {
            BucketName = bucket,
            Key = _prefix + key,
            EtagToNotMatch = knownTag,
        };
        return S3Failure.ExplainAsync<StoredObject?>(
            $"GET {Url}/{key}",
            async () =>
            {
                using var response = await client.GetObjectAsync(request, cancellationToken);
                return new StoredObject(await ReadAsync(response, cancellationToken), response.ETag);
            },
            status =>
                status switch
                {
                    HttpStatusCode.NotModified => new(new StoredObject(default, knownTag!)),
                    HttpStatusCode.NotFound => new(null),
                    _ => null,
                },
            cancellationToken
        );
    }

    /// <inheritdoc/>
    /// <exception cref="TransientException">Another try may succeed.</exception>
    public Task<string?> GetTagAsync(string key, CancellationToken cancellationToken) =>
        S3Failure.ExplainAsync<string?>(
            $"HEAD {Url}/{key}",
            async () => (await client.GetObjectMetadataAsync(bucket, _prefix + key, cancellationToken)).ETag,
            status => status == HttpStatusCode.NotFound ? new(null) : null,
            cancellationToken
        );

    /// <inheritdoc/>
    /// <exception cref="TransientException">Another try may succeed, or show that this one did.</exception>
    public Task<string?> PutAsync(NewObject content, WriteCondition condition, CancellationToken cancellationToken)
    {
        var request = new PutObjectRequest
        {
            BucketName = bucket,
            Key = _prefix + content.Key,
            InputStream = content.Open(),
            ContentType = content.ContentType,
            IfNoneMatch = condition.Tag is null ? "*" : null,
            IfMatch = condition.Tag,
            ChecksumCRC32 = ChecksumOf(content.Open()),
        };
        foreach (var (name, value) in content.Metadata)
        {
            request.Metadata.Add(name, value);
        }

        // 409 is a write at the same moment; 404 is an object that was to be replaced, and is gone.
        return S3Failure.ExplainAsync<string?>(
            $"PUT {Url}/{content.Key}",
            async () => (await client.PutObjectAsync(request, cancellationToken)).ETag,
            status =>
                status is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict
                || (status == HttpStatusCode.NotFound && condition.Tag is not null)
                    ? new(null)
                    : null,
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request
        {
            BucketName = bucket,
            Prefix = _prefix,
            Delimiter = "/",
        };
        do
        {
            var page = await S3Failure.ExplainAsync(
                $"LIST {Url}",
                () => client.ListObjectsV2Async(request, cancellationToken),
                _ => null,
                cancellationToken
            );
            foreach (var found in page.S3Objects ?? [])
            {
                yield return found.Key[_prefix.Length..];
            }

            request.ContinuationToken = page.NextContinuationToken;
        } while (request.ContinuationToken is not null);
    }

    private static async Task<byte[]> ReadAsync(GetObjectResponse response, CancellationToken cancellationToken)
    {
        var content = new byte[response.ContentLength];
        await response.ResponseStream.ReadExactlyAsync(content, cancellationToken);

        // One more read: where the SDK compares something, it does so when it comes to the end.
        if (await response.ResponseStream.ReadAsync(new byte[1], cancellationToken) != 0)
        {
            throw new IOException("the answer is longer than it said");
        }

        if (
            response.ChecksumCRC32 is { } expected
            && response.ChecksumType != ChecksumType.COMPOSITE
            && ChecksumOf(new MemoryStream(content)) != expected
        )
        {
            throw new IOException("the answer does not have the checksum that came with it");
        }

        return content;
    }

    // As S3 writes it. The SDK would compare and make the same ones on the way, at ten times the cost.
    private static string ChecksumOf(Stream content)
    {
        using (content)
        {
            var checksum = new Crc32();
            checksum.Append(content);
            Span<byte> hash = stackalloc byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32BigEndian(hash, checksum.GetCurrentHashAsUInt32());
            return Convert.ToBase64String(hash);
        }
    }
}
