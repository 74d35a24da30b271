using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Deploy.Oci.Manifests;

namespace Deploy.Oci.Registry;

/// <summary><c>/v2/&lt;name&gt;/manifests/…</c> and <c>/v2/&lt;name&gt;/tags/list</c>.</summary>
internal sealed partial class ManifestClient(RegistryTransport transport, RegistryRetry retry) : IManifests
{
    private const string DigestHeader = "Docker-Content-Digest";

    // What the specification lets a registry refuse.
    private const int LargestManifest = 4 * 1024 * 1024;

    public async Task<Descriptor?> FindAsync(ImageReference image, CancellationToken cancellationToken)
    {
        var call = Call(HttpMethod.Head, image) with { Expected = [HttpStatusCode.NotFound] };
        var (found, descriptor) = await retry.ExecuteAsync(
            token =>
                transport.SendAsync(
                    call,
                    (response, _) => Task.FromResult((response.IsSuccessStatusCode, DescriptorOf(response))),
                    token
                ),
            cancellationToken
        );

        // Not every registry names the digest; the content does.
        return found && descriptor is null ? (await GetAsync(image, cancellationToken))?.Descriptor : descriptor;
    }

    public Task<Manifest?> GetAsync(ImageReference image, CancellationToken cancellationToken)
    {
        var call = Call(HttpMethod.Get, image) with { Expected = [HttpStatusCode.NotFound] };
        return retry.ExecuteAsync(
            token => transport.SendAsync(call, (response, read) => ReadAsync(image, response, read), token),
            cancellationToken
        );
    }

    public Task PutAsync(ImageReference image, Manifest manifest, CancellationToken cancellationToken)
    {
        var call = Call(
            HttpMethod.Put,
            image.Tag is null ? image with { Digest = manifest.Digest } : image with { Digest = null }
        ) with
        {
            Access = AccessScope.Push(image.Repository),
            Content = () =>
            {
                var content = new ReadOnlyMemoryContent(manifest.Content);
                content.Headers.ContentType = MediaTypeHeaderValue.Parse(manifest.MediaType);
                return content;
            },
        };
        return retry.ExecuteAsync(token => PutOnceAsync(call, manifest.Digest, token), cancellationToken);
    }

    public async Task<IReadOnlyList<string>> TagsAsync(ImageReference repository, CancellationToken cancellationToken)
    {
        var tags = new List<string>();
        var next = RegistryCall.To(HttpMethod.Get, repository, "tags/list") with
        {
            Expected = [HttpStatusCode.NotFound],
        };
        while (next is not null)
        {
            var call = next;
            var (page, address) = await retry.ExecuteAsync(
                token => transport.SendAsync(call, ReadTagsAsync, token),
                cancellationToken
            );
            tags.AddRange(page);
            next = address is null ? null : call with { Address = new Uri(call.Address, address) };
        }

        return tags;
    }

    // A registry with immutable tags can refuse even what is there already: a lost reply, or somebody who was faster.
    private async Task<bool> PutOnceAsync(RegistryCall call, Digest digest, CancellationToken cancellationToken)
    {
        try
        {
            return await transport.SendAsync(call, (_, _) => Task.FromResult(true), cancellationToken);
        }
        catch (RegistryException exception) when (exception.Fault == RegistryFault.TagImmutable)
        {
            var head = call with { Method = HttpMethod.Head, Content = null, Accept = MediaTypes.Manifests };
            var current = await transport.SendAsync(
                head,
                (response, _) => Task.FromResult(DescriptorOf(response)?.Digest),
                cancellationToken
            );
            if (current == digest)
            {
                return true;
            }

            throw;
        }
    }

    private static RegistryCall Call(HttpMethod method, ImageReference image) =>
        RegistryCall.To(method, image, $"manifests/{image.Digest?.Value ?? image.Tag?.Value ?? "latest"}") with
        {
            Accept = method == HttpMethod.Put ? [] : MediaTypes.Manifests,
        };

    private static Descriptor? DescriptorOf(HttpResponseMessage response) =>
        response.IsSuccessStatusCode
        && DigestOf(response) is { } digest
        && response.Content.Headers is { ContentType.MediaType: { } mediaType, ContentLength: { } size }
            ? new Descriptor(mediaType, digest, size)
            : null;

    // A digest of another kind than ours is as good as none.
    private static Digest? DigestOf(HttpResponseMessage response)
    {
        try
        {
            return response.Headers.TryGetValues(DigestHeader, out var values) ? new Digest(values.First()) : null;
        }
        catch (UsageException)
        {
            return null;
        }
    }

    private static async Task<(IReadOnlyList<string> Tags, string? Next)> ReadTagsAsync(
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return ([], null);
        }

        var page = await response.Content.ReadFromJsonAsync(RegistryJson.Default.TagsPage, cancellationToken);
        var next = response.Headers.TryGetValues("Link", out var links) ? NextPage().Match(links.First()) : null;
        return (page?.Tags ?? [], next is { Success: true } ? next.Groups["address"].Value : null);
    }

    [GeneratedRegex(
        @"<(?<address>[^>]+)>;\s*rel=""?next",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex NextPage();

    private static async Task<Manifest?> ReadAsync(
        ImageReference image,
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        await response.Content.LoadIntoBufferAsync(LargestManifest, cancellationToken);
        var manifest = new Manifest(
            response.Content.Headers.ContentType?.MediaType ?? MediaTypes.Manifest,
            await response.Content.ReadAsByteArrayAsync(cancellationToken)
        );
        var expected = image.Digest ?? DigestOf(response);
        return expected is null || manifest.Digest == expected
            ? manifest
            : throw new RegistryException(
                RegistryFault.Passing,
                image,
                $"the registry {image.Registry} sent {manifest.Digest} for the manifest {expected}"
            );
    }
}
