using System.Text.Json;
using System.Text.Json.Serialization;
using Deploy.Tools.Files;

namespace Deploy.Tools.Binaries;

/// <summary>
/// Which version a file is, for as long as it has the same size and time. Lives in one small file, which may be lost
/// at any time.
/// </summary>
/// <param name="file">Where it is kept.</param>
public sealed partial class BinaryVersionCache(string file)
{
    private readonly Lock _gate = new();
    private Dictionary<string, Entry>? _entries;

    /// <summary>The version of a file that has not changed since it was kept; null when unknown.</summary>
    public string? Find(string path)
    {
        lock (_gate)
        {
            return Describe(path) is { } now && Entries.TryGetValue(path, out var kept) && kept.Matches(now)
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
                Entries[path] = now with { Version = version };
                Write();
            }
        }
    }

    private Dictionary<string, Entry> Entries => _entries ??= Read();

    private Dictionary<string, Entry> Read()
    {
        try
        {
            using var stream = File.OpenRead(file);
            return JsonSerializer.Deserialize(stream, BinaryVersionsJsonContext.Default.DictionaryStringEntry) ?? [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }

    private void Write()
    {
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
    /// <param name="Version">As SemVer.</param>
    internal sealed record Entry(long Size, long Changed, string Version)
    {
        public bool Matches(Entry other) => Size == other.Size && Changed == other.Changed;
    }

    [JsonSerializable(typeof(Dictionary<string, Entry>))]
    private sealed partial class BinaryVersionsJsonContext : JsonSerializerContext;
}
