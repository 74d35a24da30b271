using System.Text;
using Deploy.Model.Images;

namespace Deploy.Registry;

/// <summary>A manifest as it was put: not a byte of it changes, for its digest names it.</summary>
internal sealed record StoredManifest(Digest Digest, string MediaType, string Path);

/// <summary>Manifests by digest, and the tags that point to them.</summary>
internal sealed class ManifestStore(BlobStore blobs, RepositoryFolders repositories, RegistryOptions options)
{
    private readonly Lock _tags = new();

    public StoredManifest Find(string repository, string reference)
    {
        var digest = Resolve(repository, reference);
        var link = repositories.Manifest(repository, digest);
        return File.Exists(link)
            ? new(digest, File.ReadAllText(link), blobs.PathOf(digest))
            : throw Unknown(repository, reference);
    }

    public bool Has(string repository, Digest digest) => File.Exists(repositories.Manifest(repository, digest));

    public Digest Put(string repository, string reference, string mediaType, byte[] content)
    {
        ManifestReferences.Require(content, digest => blobs.Has(repository, digest) || Has(repository, digest));
        var digest = Digest.Of(content);
        if (IsDigest(reference))
        {
            if (RegistryNames.Digest(reference) != digest)
            {
                throw RegistryError.DigestInvalid(reference);
            }

            Store(repository, digest, mediaType, content);
            return digest;
        }

        var tag = RegistryNames.Tag(reference);
        lock (_tags)
        {
            if (options.ImmutableTags && Tagged(repository, tag) is { } current && current != digest)
            {
                throw RegistryError.TagImmutable(reference, repository);
            }

            Store(repository, digest, mediaType, content);
            AtomicFile.Write(repositories.Tag(repository, tag), Encoding.ASCII.GetBytes(digest.Value));
        }

        return digest;
    }

    /// <summary>Deletes a tag, or a manifest together with the tags that point to it.</summary>
    public void Delete(string repository, string reference)
    {
        var manifest = Find(repository, reference);
        lock (_tags)
        {
            if (!IsDigest(reference))
            {
                File.Delete(repositories.Tag(repository, RegistryNames.Tag(reference)));
                return;
            }

            foreach (var tag in repositories.Tags(repository).Select(RegistryNames.Tag))
            {
                if (Tagged(repository, tag) == manifest.Digest)
                {
                    File.Delete(repositories.Tag(repository, tag));
                }
            }

            File.Delete(repositories.Manifest(repository, manifest.Digest));
        }
    }

    private void Store(string repository, Digest digest, string mediaType, byte[] content)
    {
        blobs.Write(repository, digest, content);
        AtomicFile.Write(repositories.Manifest(repository, digest), Encoding.ASCII.GetBytes(mediaType));
    }

    private Digest Resolve(string repository, string reference) =>
        IsDigest(reference)
            ? RegistryNames.Digest(reference)
            : Tagged(repository, RegistryNames.Tag(reference)) ?? throw Unknown(repository, reference);

    private Digest? Tagged(string repository, ImageTag tag)
    {
        var path = repositories.Tag(repository, tag);
        return File.Exists(path) ? new Digest(File.ReadAllText(path)) : null;
    }

    private RegistryError Unknown(string repository, string reference) =>
        repositories.Exists(repository)
            ? RegistryError.ManifestUnknown(reference)
            : RegistryError.NameUnknown(repository);

    // A tag has no colon, a digest always has.
    private static bool IsDigest(string reference) => reference.Contains(':');
}
