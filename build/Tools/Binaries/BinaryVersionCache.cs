using System.Text.Json;
using System.Text.Json.Serialization;
using Deploy.Tools.Files;

namespace Deploy.Tools.Binaries;

/// <summary>
/// Which version a file is, and what it consists of, for as long as it has the same size and time. Lives in one small
/// file, which may be lost at any time, and which nobody may write but the user: what it says of a digest is believed.
/// </summary>
/// <param name="file">Where it is kept; null to forget it with the run.</param>
public sealed partial class BinaryVersionCache(string? file)
{
    private readonly Lock _gate = new();
    private Dictionary<string, Entry>? _entries;

    /// <summary>The version of a file that has not changed since it was kept; null when unknown.</summary>
    public string? Find(string path)
    {
        lock (_gate)
        {
            return
                Describe(path) is { } now
                && Entries.TryGetValue(path, out var kept)
                && kept.Matches(now)
                && kept.Version.Length > 0
                ? kept.Version
                : null;
        }
    }

    /// <summary>Keeps a file's version.</summary>
    public void Keep(string path, string version)
    {
        lock (_gate)
        {
            if (Describe(path) is { } now)
            {
                Entries[path] = (Entries.TryGetValue(path, out var kept) && kept.Matches(now) ? kept : now) with
                {
                    Version = version,
                };
                Write();
            }
        }
    }

    /// <summary>The digest of a file; read anew where it has changed since it was kept, as sixty megabytes take their time.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public async Task<Digest> DigestAsync(string path, CancellationToken cancel)
    {
        Entry? now;
        lock (_gate)
        {
            now = Describe(path);
            if (
                now is not null
                && Entries.TryGetValue(path, out var kept)
                && kept.Matches(now)
                && kept.Digest is { } known
            )
            {
                return new(known);
            }
        }

        var digest = await FileDigest.OfAsync(path, cancel);
        lock (_gate)
        {
            // What changed while it was read is not what was read.
            if (now is not null && now.Equals(Describe(path)))
            {
                Entries[path] = now with { Digest = digest.Value };
                Write();
            }
        }

        return digest;
    }

    private Dictionary<string, Entry> Entries => _entries ??= Read();

    private Dictionary<string, Entry> Read()
    {
        if (file is null)
        {
            return [];
        }

        try
        {
            using var stream = File.OpenRead(file);
            var kept =
                JsonSerializer.Deserialize(stream, BinaryVersionsJsonContext.Default.DictionaryStringEntry) ?? [];
            return kept.Where(entry => entry.Value is not null && File.Exists(entry.Key)).ToDictionary();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }

    private void Write()
    {
        if (file is null)
        {
            return;
        }

        try
        {
            WholeFile.Write(
                file,
                JsonSerializer.SerializeToUtf8Bytes(Entries, BinaryVersionsJsonContext.Default.DictionaryStringEntry)
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Asked again next time.
        }
    }

    // Version managers put scripts, or links to themselves, in place of tools: the same file is then another version
    // from one folder to the next.
    private static Entry? Describe(string path)
    {
        try
        {
            var link = new FileInfo(path);
            var target = link.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? link;
            return
                target.Exists
                && target.Name.StartsWith(Path.GetFileNameWithoutExtension(path), StringComparison.Ordinal)
                && !IsScript(target)
                ? new(target.Length, target.LastWriteTimeUtc.Ticks, "")
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsScript(FileInfo file)
    {
        using var stream = file.OpenRead();
        return stream.ReadByte() == '#' && stream.ReadByte() == '!';
    }

    /// <param name="Size">In bytes.</param>
    /// <param name="Changed">Ticks, UTC.</param>
    /// <param name="Version">As SemVer; empty where nobody asked for it.</param>
    /// <param name="Digest">What it consists of; null where nobody asked for it.</param>
    internal sealed record Entry(long Size, long Changed, string Version, string? Digest = null)
    {
        public bool Matches(Entry other) => Size == other.Size && Changed == other.Changed;
    }

    [JsonSerializable(typeof(Dictionary<string, Entry>))]
    private sealed partial class BinaryVersionsJsonContext : JsonSerializerContext;
}
