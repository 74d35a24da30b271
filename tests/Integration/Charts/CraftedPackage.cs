using System.Formats.Tar;
using System.IO.Compression;

namespace Deploy.Integration.Charts;

/// <summary>A chart package as somebody would make it who means harm.</summary>
internal static class CraftedPackage
{
    /// <summary>A chart with one more entry.</summary>
    /// <param name="entry">The entry's name.</param>
    /// <param name="link">What it links to; null for a regular file.</param>
    public static byte[] Of(string entry, string? link)
    {
        using var archive = new MemoryStream();
        using (var tar = new TarWriter(new GZipStream(archive, CompressionLevel.Fastest, leaveOpen: true)))
        {
            tar.WriteEntry(
                new PaxTarEntry(TarEntryType.RegularFile, "web/Chart.yaml")
                {
                    DataStream = new MemoryStream("apiVersion: v2\nname: web\nversion: 1.0.0\n"u8.ToArray()),
                }
            );
            tar.WriteEntry(
                link is null
                    ? new PaxTarEntry(TarEntryType.RegularFile, entry)
                    : new PaxTarEntry(TarEntryType.SymbolicLink, entry) { LinkName = link }
            );
        }

        return archive.ToArray();
    }
}
