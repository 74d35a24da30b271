using System.Net;
using System.Security.Cryptography;
using Deploy.Oci.Manifests;

namespace Deploy.Oci.Registry;

/// <summary><c>/v2/&lt;name&gt;/blobs/…</c>: what a repository has, and downloads.</summary>
internal sealed class BlobClient(RegistryTransport transport, RegistryRetry retry, RegistrySettings settings) : IBlobs
{
    private const int BufferSize = 128 * 1024;

    public Task<bool> ExistsAsync(ImageReference repository, Digest blob, CancellationToken cancellationToken)
    {
        var call = RegistryCall.To(HttpMethod.Head, repository, $"blobs/{blob}") with
        {
            Expected = [HttpStatusCode.NotFound],
        };
        return retry.ExecuteAsync(
            token => transport.SendAsync(call, (response, _) => Task.FromResult(response.IsSuccessStatusCode), token),
            cancellationToken
        );
    }

    public Task DownloadAsync(
        ImageReference repository,
        Descriptor blob,
        Stream destination,
        CancellationToken cancellationToken
    )
    {
        var start = destination.Position;
        var call = RegistryCall.To(HttpMethod.Get, repository, $"blobs/{blob.Digest}") with { IsTransfer = true };
        return retry.ExecuteAsync(
            token =>
            {
                destination.SetLength(start);
                destination.Position = start;
                return transport.SendAsync(
                    call,
                    (response, read) => CopyAsync(call, blob, response, destination, read),
                    token
                );
            },
            cancellationToken
        );
    }

    public async Task<BlobUpload> UploadAsync(
        ImageReference repository,
        Blob blob,
        ImageRepository? mountFrom,
        CancellationToken cancellationToken
    ) =>
        await ExistsAsync(repository, blob.Descriptor.Digest, cancellationToken)
            ? new BlobUpload(BlobOutcome.Existing)
            : await UploadMissingAsync(repository, blob, mountFrom, cancellationToken);

    private Task<BlobUpload> UploadMissingAsync(
        ImageReference repository,
        Blob blob,
        ImageRepository? mountFrom,
        CancellationToken cancellationToken
    )
    {
        var upload = new UploadSession(transport, repository, blob, mountFrom, settings.ChunkSize);
        return retry.ExecuteAsync(upload.SendAsync, cancellationToken);
    }

    private static async Task<bool> CopyAsync(
        RegistryCall call,
        Descriptor blob,
        HttpResponseMessage response,
        Stream destination,
        CancellationToken cancellationToken
    )
    {
        await using var source = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        var size = 0L;
        for (int count; (count = await source.ReadAsync(buffer, cancellationToken)) > 0 && size <= blob.Size; )
        {
            hash.AppendData(buffer, 0, count);
            await destination.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            size += count;
        }

        var digest = Digest.FromHash(hash.GetHashAndReset());
        return size == blob.Size && digest == blob.Digest
            ? true
            : throw new RegistryException(
                RegistryFault.Passing,
                call.Repository,
                $"the registry {call.Address.Authority} sent other content for {blob.Digest} ({size} of {blob.Size} bytes)"
            );
    }
}
