using Deploy.Model.Images;

namespace Deploy.Registry;

/// <summary>Blobs by digest, stored once, and the links by which a repository has one.</summary>
internal sealed class BlobStore(string folder, RepositoryFolders repositories)
{
    public string PathOf(Digest digest) => Path.Combine(folder, "sha256", digest.Hex);

    public bool Has(string repository, Digest digest) =>
        File.Exists(repositories.BlobLink(repository, digest)) && File.Exists(PathOf(digest));

    /// <summary>Takes a finished upload over, and gives it to the repository.</summary>
    public void Take(string repository, string upload, Digest digest)
    {
        if (File.Exists(PathOf(digest)))
        {
            File.Delete(upload);
        }
        else
        {
            AtomicFile.Publish(upload, PathOf(digest));
        }

        Link(repository, digest);
    }

    public void Write(string repository, Digest digest, ReadOnlySpan<byte> content)
    {
        if (!File.Exists(PathOf(digest)))
        {
            AtomicFile.Write(PathOf(digest), content);
        }

        Link(repository, digest);
    }

    /// <summary>Gives a repository what another one has; false where that has it not.</summary>
    public bool Mount(string repository, string from, Digest digest)
    {
        if (!Has(from, digest))
        {
            return false;
        }

        Link(repository, digest);
        return true;
    }

    /// <summary>Takes the blob from the repository; the content stays for others.</summary>
    public bool Delete(string repository, Digest digest)
    {
        var found = Has(repository, digest);
        if (found)
        {
            File.Delete(repositories.BlobLink(repository, digest));
        }

        return found;
    }

    private void Link(string repository, Digest digest) =>
        AtomicFile.Write(repositories.BlobLink(repository, digest), []);
}
