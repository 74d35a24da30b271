using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Deploy.Charts.Contents;

namespace Deploy.Charts.Packaging;

/// <summary>
/// Reads and writes chart packages: a gzipped tar with everything below one folder, which has the chart's name.
/// </summary>
/// <remarks>
/// Packages are written in process. <c>helm package</c> takes 100 ms a chart, follows links, and gives other bytes each
/// time in 3.17; here the same files always give the same bytes: paths in order, one time stamp, no owner, and a gzip
/// header that names no operating system. Helm 3 and 4 read the result as their own.
/// </remarks>
public static class ChartArchive
{
    private const int UstarNameLimit = 100;
    private const int GzipOperatingSystem = 9;
    private const byte UnknownOperatingSystem = 255;

    /// <summary>The package of a chart.</summary>
    /// <param name="chart">Its name.</param>
    /// <param name="contents">Its files.</param>
    public static byte[] Write(ChartName chart, ChartContents contents)
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Optimal, leaveOpen: true))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Ustar))
        {
            foreach (var file in contents.Files.OrderBy(file => file.Path != "Chart.yaml"))
            {
                using var content = new MemoryStream(file.Content.ToArray());
                tar.WriteEntry(Entry($"{chart}/{file.Path}", content));
            }
        }

        var archive = result.ToArray();
        archive[GzipOperatingSystem] = UnknownOperatingSystem;
        return archive;
    }

    /// <summary>The files in a package, those of packed dependencies (<c>charts/*.tgz</c>) unpacked below <c>charts/</c>.</summary>
    /// <param name="archive">The package.</param>
    /// <param name="source">What it is called in errors.</param>
    /// <returns>The name of the folder that everything lies in, and the files below it.</returns>
    /// <exception cref="UsageException">
    /// Not a chart package, a link, a path that leaves the chart, a second folder, or larger than Helm takes; the entry is
    /// named.
    /// </exception>
    public static (string Folder, ChartContents Contents) Read(ReadOnlyMemory<byte> archive, string source) =>
        Read(archive, source, depth: 0);

    internal static (string Folder, ChartContents Contents) Read(ReadOnlyMemory<byte> archive, string source, int depth)
    {
        if (archive.Length > ChartLimits.ArchiveBytes)
        {
            throw Refused(
                source,
                $"has {archive.Length:N0} bytes; {ChartLimits.ArchiveBytes:N0} are the most that is read"
            );
        }

        try
        {
            using var gzip = new GZipStream(new MemoryStream(archive.ToArray()), CompressionMode.Decompress);
            var (folder, files) = Entries(gzip, source);
            return (folder, PackedDependencies.Unpack(files, source, depth));
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw Refused(source, $"is damaged: {exception.Message}", exception);
        }
    }

    private static (string Folder, List<ChartFile> Files) Entries(Stream gzip, string source)
    {
        using var tar = new TarReader(gzip);
        var files = new List<ChartFile>();
        string? root = null;
        var total = 0L;
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes)
            {
                continue;
            }

            var name = Printable.Quote(entry.Name);
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
            {
                throw Refused(source, $"holds {name}, which is no regular file but a {entry.EntryType}");
            }

            var (folder, path) = Split(entry.Name);
            if ((ChartLimits.Objection(entry.Name) ?? ChartLimits.Objection(path)) is { } objection)
            {
                throw Refused(source, $"holds {name}, which {objection}");
            }

            if ((root ??= folder) != folder)
            {
                throw Refused(source, $"holds {name} beside the folder {Printable.Quote(root)}");
            }

            total += entry.Length;
            if (entry.Length > ChartLimits.FileBytes || total > ChartLimits.TotalBytes)
            {
                throw Refused(source, $"holds {name}, which makes it larger than Helm takes");
            }

            files.Add(new ChartFile(path, Content(entry)));
        }

        return root is null ? throw Refused(source, "is empty") : (root, files);
    }

    private static (string Folder, string Path) Split(string name) =>
        name.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
            ? (name[..slash], name[(slash + 1)..])
            : ("", "");

    private static byte[] Content(TarEntry entry)
    {
        var content = new byte[entry.Length];
        entry.DataStream?.ReadExactly(content);
        return content;
    }

    // The portable format where the name fits into it; for others GNU's, because .NET writes the process id into PAX headers.
    private static TarEntry Entry(string name, Stream content) =>
        name.Length <= UstarNameLimit && Ascii.IsValid(name)
            ? new UstarTarEntry(TarEntryType.RegularFile, name)
            {
                DataStream = content,
                ModificationTime = DateTimeOffset.UnixEpoch,
            }
            : new GnuTarEntry(TarEntryType.RegularFile, name)
            {
                DataStream = content,
                ModificationTime = DateTimeOffset.UnixEpoch,
            };

    private static UsageException Refused(string source, string why, Exception? inner = null) =>
        new($"the package {Printable.Quote(source)} {why}", inner);
}

/// <summary>Dependencies that lie in a chart as packages: <c>charts/lib-1.2.0.tgz</c>.</summary>
internal static class PackedDependencies
{
    private const string Folder = "charts/";
    private const int DeepestNesting = 10;

    /// <summary>The chart with every packed dependency unpacked to <c>charts/&lt;name&gt;/</c>, as <c>helm package</c> does.</summary>
    /// <param name="files">The chart's files.</param>
    /// <param name="source">What the chart is called in errors.</param>
    /// <param name="depth">How many packages this one lies in.</param>
    /// <exception cref="UsageException">A package that <see cref="ChartArchive"/> refuses, or too many in each other.</exception>
    public static ChartContents Unpack(IEnumerable<ChartFile> files, string source, int depth = 0) =>
        depth > DeepestNesting
            ? throw new UsageException($"the package {Printable.Quote(source)} holds packages in packages without end")
            : new ChartContents(
                files.SelectMany(file => IsPackage(file.Path) ? Unpacked(file, source, depth) : [file])
            );

    private static bool IsPackage(string path) =>
        path.StartsWith(Folder, StringComparison.Ordinal)
        && path.EndsWith(".tgz", StringComparison.Ordinal)
        && path.IndexOf('/', Folder.Length) < 0;

    private static IEnumerable<ChartFile> Unpacked(ChartFile package, string source, int depth)
    {
        var (name, contents) = ChartArchive.Read(package.Content, $"{source}: {package.Path}", depth + 1);
        return contents.Files.Select(file => file with { Path = $"{Folder}{name}/{file.Path}" });
    }
}
