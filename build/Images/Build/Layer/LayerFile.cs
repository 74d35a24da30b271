using System.Formats.Tar;

namespace Deploy.Images.Build.Layer;

/// <summary>A file as it stands in a layer.</summary>
/// <param name="Name">Its path in the image, without the leading <c>/</c>.</param>
/// <param name="Path">Where its content is.</param>
/// <param name="Mode">Its mode.</param>
internal sealed record LayerFile(string Name, string Path, UnixFileMode Mode)
{
    /// <summary>Readable by all.</summary>
    public const UnixFileMode Readable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    // The POSIX header; GNU's where a name does not fit. (The pax format would bring this process's id along.)
    private const int LongestPosixName = 100;

    /// <summary>The file's entry in a tar archive, the same whoever writes it and when.</summary>
    public TarEntry ToEntry(FileOwner owner, Stream content)
    {
        PosixTarEntry entry =
            Name.Length <= LongestPosixName
                ? new UstarTarEntry(TarEntryType.RegularFile, Name)
                : new GnuTarEntry(TarEntryType.RegularFile, Name);
        entry.Mode = Mode;
        entry.Uid = owner.User;
        entry.Gid = owner.Group;
        entry.ModificationTime = DateTimeOffset.UnixEpoch;
        entry.DataStream = content;
        return entry;
    }
}
