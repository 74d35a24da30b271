using System.Security.Cryptography;

namespace Deploy.Integration.Flows;

/// <summary>Everything in some folders at a moment: content, links, modes and times.</summary>
public sealed class FileSnapshot
{
    private readonly SortedDictionary<string, string> _entries = new(StringComparer.Ordinal);

    /// <summary>Looks. Links are not followed.</summary>
    public FileSnapshot(params IEnumerable<string> folders)
    {
        foreach (var folder in folders)
        {
            foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", All))
            {
                _entries[path] = Describe(new FileInfo(path));
            }
        }
    }

    private static EnumerationOptions All { get; } =
        new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    /// <summary>What is there now and was not, is there no more, or is not what it was.</summary>
    public IReadOnlyList<string> Since(FileSnapshot before) =>
        [
            .. _entries
                .Keys.Union(before._entries.Keys)
                .Where(path => _entries.GetValueOrDefault(path) != before._entries.GetValueOrDefault(path)),
        ];

    // Of a folder only that it is there: its time changes with what is in it, which is looked at by itself.
    private static string Describe(FileInfo entry) =>
        entry.LinkTarget is { } target ? $"→ {target}"
        : entry.Attributes.HasFlag(FileAttributes.Directory) ? "folder"
        : $"{Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(entry.FullName)))} {entry.LastWriteTimeUtc:O} {Mode(entry)}";

    private static string Mode(FileInfo entry) => OperatingSystem.IsWindows() ? "" : entry.UnixFileMode.ToString();
}
