using System.Security.Cryptography;
using Deploy.Model.Images;

namespace Deploy.Registry;

/// <summary>Uploads under way, one file each. They do not outlive the server that began them.</summary>
internal sealed class UploadStore
{
    private readonly string _folder;

    public UploadStore(string folder)
    {
        _folder = folder;
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public string Begin()
    {
        Directory.CreateDirectory(_folder);
        var id = RandomNumberGenerator.GetHexString(32, lowercase: true);
        File.Create(Path.Combine(_folder, id)).Dispose();
        return id;
    }

    public string PathOf(string id) =>
        id.All(char.IsAsciiHexDigitLower) && Path.Combine(_folder, id) is var path && File.Exists(path)
            ? path
            : throw RegistryError.UploadUnknown(id);

    public long Length(string id) => new FileInfo(PathOf(id)).Length;

    /// <summary>Appends what arrives. What arrived before a connection broke stays, so that the client can resume.</summary>
    public async Task<long> AppendAsync(string id, Stream content, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(PathOf(id), FileMode.Append, FileAccess.Write, FileShare.None);
        await content.CopyToAsync(file, cancellationToken);
        return file.Position;
    }

    /// <summary>Requires that what was uploaded is what the client says it is; the upload is dropped otherwise.</summary>
    public async Task VerifyAsync(string id, Digest digest, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(PathOf(id));
        var actual = Digest.FromHash(await SHA256.HashDataAsync(file, cancellationToken));
        if (actual != digest)
        {
            Drop(id);
            throw RegistryError.DigestInvalid(digest.Value);
        }
    }

    public void Drop(string id) => File.Delete(PathOf(id));
}
