using Deploy.Charts.Contents;
using Deploy.Charts.Index;
using Deploy.Charts.Packaging;
using Deploy.Charts.Publishing;
using Deploy.Oci.Ecr;
using Deploy.Oci.Manifests;
using Deploy.Oci.Registry;

namespace Deploy.Charts.Stores.Oci;

/// <summary>
/// Charts in an OCI registry, as <c>helm push</c> and <c>helm pull oci://</c> have them: a repository per chart, a tag per
/// version. The tag is written last, so a version is there whole or not at all.
/// </summary>
/// <remarks>
/// Registries have no conditional writes: before the tag is written it is looked up, and afterwards read back. Only a
/// repository with immutable tags keeps two publishers of different content under one version apart for certain, and then
/// the second one's push fails.
/// </remarks>
/// <param name="registry">The registry's client.</param>
/// <param name="address">Which registry, and what all repositories start with.</param>
/// <param name="repositories">Makes repositories where the registry does not make them by itself.</param>
public sealed class OciChartStore(IRegistry registry, ChartStoreUrl.Oci address, EnsureRepository repositories)
    : IChartStore
{
    /// <inheritdoc/>
    public string Url => $"oci://{address.Registry}/{address.Prefix}".TrimEnd('/');

    /// <inheritdoc/>
    /// <remarks>
    /// The digests are left out: they stand in the manifests, one request each. <see cref="ResolveAsync"/> looks one up.
    /// </remarks>
    public async Task<IReadOnlyList<PublishedVersion>> FindAsync(
        IReadOnlyCollection<ChartName> charts,
        CancellationToken cancellationToken
    )
    {
        var found = new List<PublishedVersion>();
        foreach (var chart in charts)
        {
            var tags = await registry.Manifests.TagsAsync(Reference(chart), cancellationToken);
            found.AddRange(
                tags.Select(ChartTag.ToVersion)
                    .OfType<ChartVersion>()
                    .Select(version => new PublishedVersion(chart, version, Digest: null, UrlOf(chart, version)))
            );
        }

        return [.. found.OrderByDescending(version => version.Version)];
    }

    /// <inheritdoc/>
    public async Task<PublishResult> PublishAsync(
        ChartPackage package,
        PublishRules rules,
        CancellationToken cancellationToken
    )
    {
        var versions = await FindAsync([package.Name], cancellationToken);
        var listed = PublishDecision.NeedsContent(package, versions);
        var published = listed is null ? null : await FetchAsync(listed, cancellationToken);
        return PublishDecision.Decide(package, versions, published, rules) switch
        {
            PublishDecision.Refused refused => throw refused.ToException(),
            PublishDecision.AlreadyPublished already => new(
                PublishOutcome.AlreadyPublished,
                already.Published with
                {
                    Digest = published!.Digest,
                },
                published.Digest
            ),
            _ => await PushAsync(package, cancellationToken),
        };
    }

    /// <inheritdoc/>
    public async Task<PublishedVersion> ResolveAsync(PublishedVersion version, CancellationToken cancellationToken) =>
        version.Digest is not null
            ? version
            : version with
            {
                Digest = (await LayerAsync(version, cancellationToken)).Digest,
            };

    /// <inheritdoc/>
    public async Task<ChartPackage> FetchAsync(PublishedVersion version, CancellationToken cancellationToken)
    {
        var image = Reference(version.Chart, version.Version);
        var layer = await LayerAsync(version, cancellationToken);
        if (layer.Size > ChartLimits.ArchiveBytes)
        {
            throw new FailedException(
                $"{version.Url} has {layer.Size:N0} bytes; {ChartLimits.ArchiveBytes:N0} are the most that is read"
            );
        }

        using var content = new MemoryStream();
        await registry.Blobs.DownloadAsync(image, layer, content, cancellationToken);
        return version.Digest is null || version.Digest == layer.Digest
            ? Open(content.ToArray(), version.Url)
            : throw new FailedException($"{version.Url} has the digest {layer.Digest}, but it had {version.Digest}");
    }

    private async Task<Descriptor> LayerAsync(PublishedVersion version, CancellationToken cancellationToken)
    {
        var manifest =
            await registry.Manifests.GetAsync(Reference(version.Chart, version.Version), cancellationToken)
            ?? throw new FailedException($"there is no {version.Url}");
        return ChartArtifact.PackageOf(manifest, version.Url);
    }

    private async Task<PublishResult> PushAsync(ChartPackage package, CancellationToken cancellationToken)
    {
        var image = Reference(package.Name, package.Version);
        var artifact = ChartArtifact.Of(package);
        await repositories.RunAsync(image, cancellationToken);
        await registry.Blobs.UploadAsync(image, artifact.Config, mountFrom: null, cancellationToken);
        await registry.Blobs.UploadAsync(image, artifact.Package, mountFrom: null, cancellationToken);
        await registry.Manifests.PutAsync(image, artifact.Manifest, cancellationToken);

        var there = await registry.Manifests.FindAsync(image, cancellationToken);
        var url = UrlOf(package.Name, package.Version);
        return there?.Digest == artifact.Manifest.Digest
            ? new(PublishOutcome.Published, new(package.Name, package.Version, package.Digest, url), package.Digest)
            : throw new FailedException(
                $"{url} was pushed as {artifact.Manifest.Digest}, but is {there?.Digest.Value ?? "not there"} now"
            )
            {
                NextStep =
                    "somebody else publishes the same version: agree on one, and make the repository's tags immutable",
            };
    }

    private ImageReference Reference(ChartName chart, ChartVersion? version = null)
    {
        var path = address.Prefix.Length == 0 ? chart.Value : $"{address.Prefix}/{chart}";
        return new(address.Registry, new ImageRepository(path), version is null ? null : ChartTag.Of(version));
    }

    private string UrlOf(ChartName chart, ChartVersion version) => $"{Url}/{chart}:{ChartTag.Of(version)}";

    private static ChartPackage Open(byte[] archive, string source)
    {
        try
        {
            return ChartPackage.Open(archive, source);
        }
        catch (UsageException exception)
        {
            throw new FailedException(exception.Message, exception) { NextStep = exception.NextStep };
        }
    }
}
