using System.IO.Compression;
using System.Text;

namespace Deploy.Images.Pex;

/// <summary>
/// Writes a zipapp: a line that names the interpreter, and a zip archive behind it. Entries are sorted, their times and
/// modes fixed, and they are stored: what a deflater makes of them depends on the processor, and the layer that the
/// file goes into would not get smaller anyway where it counts, for it is the base image that is large.
/// </summary>
internal static class ZipappWriter
{
    /// <summary>What Python starts.</summary>
    public const string MainModule = "__main__.py";

    // Unix types and modes, in the upper half of a zip entry's external attributes.
    private const int RegularFile = 0b1_000_000_110_100_100 << 16;
    private const int Folder = (0b0_100_000_111_101_101 << 16) | DosDirectory;
    private const int DosDirectory = 0x10;

    // The first moment that a zip archive can name.
    private static readonly DateTimeOffset _time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task WriteAsync(
        string path,
        string shebang,
        EntryPoint? entryPoint,
        SourceTree tree,
        CancellationToken cancellationToken
    )
    {
        await using var file = File.Create(path);
        await file.WriteAsync(Encoding.UTF8.GetBytes($"#!{shebang}\n"), cancellationToken);
        await using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            var sources = tree.Files.ToDictionary(source => source.Name, StringComparer.Ordinal);
            foreach (var name in Names(tree, entryPoint is not null))
            {
                await using var entry = await Add(archive, name).OpenAsync(cancellationToken);
                if (sources.TryGetValue(name, out var source))
                {
                    await using var content = File.OpenRead(source.Path);
                    await content.CopyToAsync(entry, cancellationToken);
                }
                else if (name == MainModule)
                {
                    await entry.WriteAsync(MainSource(entryPoint!), cancellationToken);
                }
            }
        }

        SetExecutable(path);
    }

    // Folders have entries too: without them Python finds no namespace packages in an archive.
    private static SortedSet<string> Names(SourceTree tree, bool hasEntryPoint)
    {
        var names = new SortedSet<string>(tree.Files.Select(file => file.Name), StringComparer.Ordinal);
        foreach (var file in tree.Files)
        {
            for (var slash = file.Name.IndexOf('/'); slash >= 0; slash = file.Name.IndexOf('/', slash + 1))
            {
                names.Add(file.Name[..(slash + 1)]);
            }
        }

        if (hasEntryPoint)
        {
            names.Add(MainModule);
        }

        return names;
    }

    private static ZipArchiveEntry Add(ZipArchive archive, string name)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = _time;
        entry.ExternalAttributes = name.EndsWith('/') ? Folder : RegularFile;
        return entry;
    }

    private static byte[] MainSource(EntryPoint entryPoint) =>
        Encoding.ASCII.GetBytes(
            $"import sys\n\nimport {entryPoint.Module}\n\nsys.exit({entryPoint.Module}.{entryPoint.Function}())\n"
        );

    private static void SetExecutable(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode ReadAndExecute =
                UnixFileMode.UserRead
                | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead
                | UnixFileMode.GroupExecute
                | UnixFileMode.OtherRead
                | UnixFileMode.OtherExecute;
            File.SetUnixFileMode(path, ReadAndExecute | UnixFileMode.UserWrite);
        }
    }
}
