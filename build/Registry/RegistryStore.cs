namespace Deploy.Registry;

/// <summary>
/// A registry's content in a folder: blobs by digest, and per repository links to the blobs, the manifests and the tags
/// that it has. Every file appears whole or not at all, so that a server that is killed leaves a registry that is sound.
/// One server at a time uses a folder.
/// </summary>
public sealed class RegistryStore
{
    /// <summary>Opens the folder, or makes it.</summary>
    /// <param name="folder">Where the content is kept.</param>
    /// <param name="options">How the registry behaves; the defaults where null.</param>
    public RegistryStore(string folder, RegistryOptions? options = null)
    {
        Repositories = new RepositoryFolders(Path.Combine(folder, "repositories"));
        Uploads = new UploadStore(Path.Combine(folder, "uploads"));
        Blobs = new BlobStore(Path.Combine(folder, "blobs"), Repositories);
        Manifests = new ManifestStore(Blobs, Repositories, options ?? new RegistryOptions());
    }

    internal RepositoryFolders Repositories { get; }

    internal UploadStore Uploads { get; }

    internal BlobStore Blobs { get; }

    internal ManifestStore Manifests { get; }
}
