using System.Security.Cryptography;

namespace Deploy.Tools.Files;

/// <summary>
/// What a file consists of, and a note of that beside it: a cache that others may damage finds out by it what is whole.
/// </summary>
public static class FileDigest
{
    /// <summary>The digest of a file's content.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static async Task<Digest> OfAsync(string path, CancellationToken cancel)
    {
        await using var file = File.OpenRead(path);
        return Digest.FromHash(await SHA256.HashDataAsync(file, cancel));
    }

    /// <summary>Notes the digest of a file beside it.</summary>
    /// <exception cref="IOException">One of them cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">One of them may not be read or written.</exception>
    public static async Task<Digest> KeepAsync(string path, CancellationToken cancel)
    {
        var digest = await OfAsync(path, cancel);
        WholeFile.Write(NoteOf(path), digest.Value);
        return digest;
    }

    /// <summary>The digest of a file that is as it was when it was noted; null where it is not, or is not there.</summary>
    public static async Task<Digest?> FindKeptAsync(string path, CancellationToken cancel)
    {
        try
        {
            var note = await File.ReadAllTextAsync(NoteOf(path), cancel);
            var digest = await OfAsync(path, cancel);
            return digest.Value == note ? digest : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string NoteOf(string path) => $"{path}.sha256";
}
