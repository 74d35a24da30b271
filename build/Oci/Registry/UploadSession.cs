using System.Globalization;
using System.Net;

namespace Deploy.Oci.Registry;

/// <summary>
/// The upload of one blob over any number of tries: in one piece where it is small enough, otherwise in chunks, and then
/// a new try goes on after the last chunk that the registry has.
/// </summary>
internal sealed class UploadSession(
    RegistryTransport transport,
    ImageReference repository,
    Blob blob,
    ImageRepository? mountFrom,
    long chunkSize
)
{
    private Uri? _location;
    private long _stored;
    private long _sent;

    private long Size => blob.Descriptor.Size;

    /// <summary>One try. What it achieved is kept for the next.</summary>
    public async Task<BlobUpload> SendAsync(CancellationToken cancellationToken)
    {
        await ResumeAsync(cancellationToken);
        if (_location is null && await BeginAsync(cancellationToken) is { } done)
        {
            return done;
        }

        if (_stored == 0 && Size <= chunkSize)
        {
            await FinishAsync(Slice(0, Size), cancellationToken);
            return new BlobUpload(BlobOutcome.Uploaded, _sent);
        }

        while (_stored < Size)
        {
            await SendChunkAsync(cancellationToken);
        }

        await FinishAsync(() => new ByteArrayContent([]), cancellationToken);
        return new BlobUpload(BlobOutcome.Uploaded, _sent);
    }

    // Asks for the mount as well where there is something to mount. Returns the result when that was all it took.
    private Task<BlobUpload?> BeginAsync(CancellationToken cancellationToken)
    {
        var mount = mountFrom is null
            ? ""
            : $"?mount={blob.Descriptor.Digest}&from={Uri.EscapeDataString(mountFrom.Value)}";
        var call = RegistryCall.To(HttpMethod.Post, repository, $"blobs/uploads/{mount}") with
        {
            Access = AccessScope.Push(repository.Repository, mountFrom),
        };
        return transport.SendAsync(
            call,
            (response, _) =>
            {
                if (response.StatusCode == HttpStatusCode.Created)
                {
                    return Task.FromResult<BlobUpload?>(new BlobUpload(BlobOutcome.Mounted));
                }

                Proceed(call, response, stored: 0);
                return Task.FromResult<BlobUpload?>(null);
            },
            cancellationToken
        );
    }

    // What arrived of a piece that broke off is not known; the registry tells, or the upload begins anew.
    private async Task ResumeAsync(CancellationToken cancellationToken)
    {
        if (_location is null)
        {
            return;
        }

        if (Size <= chunkSize)
        {
            _location = null;
            _stored = 0;
            return;
        }

        var call = Call(HttpMethod.Get, _location) with
        {
            Expected = [HttpStatusCode.NotFound, HttpStatusCode.BadRequest],
        };
        await transport.SendAsync(
            call,
            (response, _) =>
            {
                if (response.IsSuccessStatusCode && StoredBytes(response) is { } stored && stored <= Size)
                {
                    Proceed(call, response, stored);
                }
                else
                {
                    _location = null;
                }

                return Task.FromResult(true);
            },
            cancellationToken
        );
    }

    private async Task SendChunkAsync(CancellationToken cancellationToken)
    {
        var (first, length) = (_stored, Math.Min(chunkSize, Size - _stored));
        var slice = Slice(first, length);
        var call = Call(HttpMethod.Patch, _location!) with
        {
            IsTransfer = true,
            Content = () =>
            {
                var content = slice();
                // The distribution specification has no unit in this header, so HTTP's own type for it will not do.
                content.Headers.TryAddWithoutValidation("Content-Range", $"{first}-{first + length - 1}");
                return content;
            },
        };
        await transport.SendAsync(
            call,
            (response, _) =>
            {
                Proceed(call, response, first + length);
                return Task.FromResult(true);
            },
            cancellationToken
        );
    }

    private Task FinishAsync(Func<HttpContent> content, CancellationToken cancellationToken)
    {
        var separator = _location!.Query.Length == 0 ? '?' : '&';
        var address = new Uri($"{_location}{separator}digest={Uri.EscapeDataString(blob.Descriptor.Digest.Value)}");
        var call = Call(HttpMethod.Put, address) with { IsTransfer = true, Content = content };
        return transport.SendAsync(call, (_, _) => Task.FromResult(true), cancellationToken);
    }

    private RegistryCall Call(HttpMethod method, Uri address) =>
        new(method, repository, address) { Access = AccessScope.Push(repository.Repository, mountFrom) };

    private Func<HttpContent> Slice(long offset, long length) =>
        () => new SliceContent(blob.OpenAsync, offset, length, count => _sent += count);

    // Each answer says where to go on; the address changes from answer to answer in some registries.
    private void Proceed(RegistryCall call, HttpResponseMessage response, long stored)
    {
        _location = response.Headers.Location is { } location
            ? call.Next(location)
            : _location
                ?? throw new RegistryException(
                    RegistryFault.Other,
                    repository,
                    $"the registry {call.Address.Authority} did not say where to upload to"
                );
        _stored = stored;
    }

    // "Range: 0-<last>"; "0-0" is what registries say both for nothing and for one byte, and a chunk is never one byte.
    private static long? StoredBytes(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Range", out var values)
        && long.TryParse(values.First().Split('-')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? last == 0
                ? 0
                : last + 1
            : null;
}
