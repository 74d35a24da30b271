using System.Globalization;
using System.Text;
using Deploy.Tools.Files;

namespace Deploy.Images;

/// <summary>
/// Files that are named by what they were made from, usually below <c>.deploy/cache</c>: the same inputs are made once.
/// A file appears under its name when it is complete; programs that run at once make it twice at worst. Its digest stands
/// beside it: what was damaged since is made again.
/// </summary>
/// <param name="folder">Where the files are.</param>
public sealed class ContentCache(string folder)
{
    /// <summary>Finds a file, or has it made.</summary>
    /// <param name="kind">What it is, e.g. <c>pex</c>: a folder of its own.</param>
    /// <param name="inputs">What it is made from.</param>
    /// <param name="fileName">What it is called.</param>
    /// <param name="make">Makes it, at the path that it is given.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<CachedFile> GetOrAddAsync(
        string kind,
        Digest inputs,
        string fileName,
        Func<string, CancellationToken, Task> make,
        CancellationToken cancellationToken
    )
    {
        var entry = Path.Combine(folder, kind, inputs.Hex);
        var path = Path.Combine(entry, fileName);
        if (await FileDigest.FindKeptAsync(path, cancellationToken) is { } kept)
        {
            return new CachedFile(path, kept, Reused: true);
        }

        Directory.CreateDirectory(entry);
        var temporary = SideFile.Of(path);
        try
        {
            await make(temporary, cancellationToken);
            await using (var file = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite))
            {
                file.Flush(flushToDisk: true);
            }

            SideFile.Complete(temporary, path);
        }
        catch (FileNotFoundException) when (File.Exists(path))
        {
            // Another program has made it meanwhile, and tidied up.
        }
        finally
        {
            File.Delete(temporary);
        }

        return new CachedFile(path, await FileDigest.KeepAsync(path, cancellationToken), Reused: false);
    }
}

/// <summary>A file of the cache.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Digest">Its content.</param>
/// <param name="Reused">Whether it was there before.</param>
public sealed record CachedFile(string Path, Digest Digest, bool Reused);

/// <summary>What something is made from, as one digest. No two lists of inputs give the same.</summary>
internal sealed class InputDigest
{
    private readonly StringBuilder _inputs = new();

    /// <summary>Adds an input; its length goes with it, so that neighbours cannot run together.</summary>
    public InputDigest Add(string name, string? value)
    {
        var length = value?.Length.ToString(CultureInfo.InvariantCulture) ?? "none";
        _inputs.Append(name).Append(' ').Append(length).Append(' ').Append(value).Append('\n');
        return this;
    }

    public Digest ToDigest() => Digest.Of(Encoding.UTF8.GetBytes(_inputs.ToString()));
}
