using Deploy.Charts.Contents;
using Deploy.Charts.Metadata;

namespace Deploy.Charts.Packaging;

/// <summary>A chart as it is published: one archive, checked.</summary>
public sealed class ChartPackage
{
    private ChartPackage(ChartMetadata metadata, ChartContents contents, ReadOnlyMemory<byte> archive)
    {
        Metadata = metadata;
        Contents = contents;
        Archive = archive;
        Digest = Digest.Of(archive.Span);
    }

    /// <summary>What the chart says about itself.</summary>
    public ChartMetadata Metadata { get; }

    /// <summary>Its name.</summary>
    public ChartName Name => Metadata.Name;

    /// <summary>Its version.</summary>
    public ChartVersion Version => Metadata.Version;

    /// <summary>The files in it.</summary>
    public ChartContents Contents { get; }

    /// <summary>The gzipped tar.</summary>
    public ReadOnlyMemory<byte> Archive { get; }

    /// <summary>The digest of <see cref="Archive"/>.</summary>
    public Digest Digest { get; }

    /// <summary>The name that Helm gives the file: <c>infosite-1.4.0.tgz</c>.</summary>
    public string FileName => FileNameOf(Name, Version);

    /// <summary>The name that Helm gives the file of a version.</summary>
    public static string FileNameOf(ChartName chart, ChartVersion version) => $"{chart}-{version}.tgz";

    /// <summary>Packs a chart whose dependencies are among its files.</summary>
    /// <param name="contents">All files.</param>
    /// <param name="source">The folder, for errors.</param>
    /// <exception cref="UsageException">Chart.yaml is missing or wrong.</exception>
    public static ChartPackage Pack(ChartContents contents, string source)
    {
        var metadata = ChartMetadata.Read(contents, source);
        return new(metadata, contents, ChartArchive.Write(metadata.Name, contents));
    }

    /// <summary>Opens a package, and checks it: see <see cref="ChartArchive.Read(ReadOnlyMemory{byte}, string)"/>.</summary>
    /// <param name="archive">The gzipped tar.</param>
    /// <param name="source">What it is called in errors.</param>
    /// <exception cref="UsageException">Not a package that may be installed; the entry is named.</exception>
    public static ChartPackage Open(ReadOnlyMemory<byte> archive, string source)
    {
        var (folder, contents) = ChartArchive.Read(archive, source);
        var metadata = ChartMetadata.Read(contents, source);
        return metadata.Name.Value == folder
            ? new(metadata, contents, archive)
            : throw new UsageException(
                $"the package {Printable.Quote(source)} holds the folder {Printable.Quote(folder)}, but its chart is {metadata.Name}"
            );
    }
}
