using System.Formats.Tar;
using System.IO.Compression;
using Deploy.Sandbox.Containers.Linux;

namespace Deploy.Sandbox.Containers.Images;

/// <summary>
/// Puts layers on top of each other as the OCI image specification has it: whiteouts take away what lower layers
/// brought, opaque folders hide all of it. Nothing is written outside of the folder, whatever names and links say.
/// </summary>
internal sealed class LayerUnpacker(string folder)
{
    private const string Whiteout = ".wh.";
    private const string Opaque = ".wh..wh..opq";
    private const UnixFileMode PermissionBits = (UnixFileMode)0b111_111_111;

    /// <summary>What all layers of an image may take unpacked, so that none fills the disk.</summary>
    private const long MostBytes = 8L << 30;

    private readonly RootFolder _root = new(folder);
    private readonly bool _keepsOwners = Environment.IsPrivilegedProcess;
    private long _bytes;

    /// <summary>Unpacks one more layer.</summary>
    /// <exception cref="CannotRunException">It is no layer, or too large.</exception>
    public async Task UnpackAsync(string layer, CancellationToken cancellation)
    {
        try
        {
            await using var file = File.OpenRead(layer);
            await using var content = await DecompressAsync(file, cancellation);
            await using var archive = new TarReader(content);
            var brought = new HashSet<string>(StringComparer.Ordinal);
            while (await archive.GetNextEntryAsync(copyData: false, cancellation) is { } entry)
            {
                await TakeAsync(entry, brought, cancellation);
            }
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new CannotRunException($"a layer cannot be unpacked: {error.Message}");
        }
    }

    private static async Task<Stream> DecompressAsync(FileStream file, CancellationToken cancellation)
    {
        var magic = new byte[4];
        var length = await file.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, cancellation);
        file.Position = 0;
        return magic.AsSpan(0, length) switch
        {
            [0x1f, 0x8b, ..] => new GZipStream(file, CompressionMode.Decompress),
            [0x28, 0xb5, 0x2f, 0xfd] => throw new InvalidDataException("it is compressed by zstd"),
            _ => file,
        };
    }

    private async Task TakeAsync(TarEntry entry, HashSet<string> brought, CancellationToken cancellation)
    {
        var name = $"/{entry.Name}".TrimEnd('/');
        if (name.Length == 0 || name.EndsWith("/.", StringComparison.Ordinal))
        {
            return;
        }

        var (parent, last) = (name[..name.LastIndexOf('/')], name[(name.LastIndexOf('/') + 1)..]);
        if (last is "..")
        {
            throw new InvalidDataException($"{entry.Name} leads out of it");
        }

        var directory = _root.Resolve(parent);
        if (last == Opaque)
        {
            Empty(directory, brought);
            return;
        }

        if (last.StartsWith(Whiteout, StringComparison.Ordinal))
        {
            Remove(Path.Combine(directory, last[Whiteout.Length..]));
            return;
        }

        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, last);
        brought.Add(path);
        await WriteAsync(entry, path, cancellation);
    }

    private async Task WriteAsync(TarEntry entry, string path, CancellationToken cancellation)
    {
        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                if (!Directory.Exists(path) || new FileInfo(path).LinkTarget is not null)
                {
                    Remove(path);
                    Directory.CreateDirectory(path);
                }

                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                Remove(path);
                await CopyAsync(entry, path, cancellation);
                break;
            case TarEntryType.SymbolicLink:
                Remove(path);
                File.CreateSymbolicLink(path, entry.LinkName);
                Own(entry, path);
                return;
            case TarEntryType.HardLink:
                Remove(path);
                LinuxCalls.Link(_root.Resolve(entry.LinkName, followsLast: false), path);
                return;
            default:
                // Devices and pipes: a container gets those that it may have, and no others.
                return;
        }

        Own(entry, path);
        // Nothing of an image shall give anyone rights: no set-user-ID.
        LinuxCalls.SetMode(path, entry.Mode & PermissionBits);
    }

    private async Task CopyAsync(TarEntry entry, string path, CancellationToken cancellation)
    {
        _bytes += entry.Length;
        if (_bytes > MostBytes)
        {
            throw new CannotRunException($"its layers take more than {MostBytes >> 30} GiB");
        }

        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        if (entry.DataStream is { } data)
        {
            await data.CopyToAsync(file, cancellation);
        }
    }

    private void Own(TarEntry entry, string path)
    {
        if (_keepsOwners)
        {
            LinuxCalls.SetOwner(path, entry.Uid, entry.Gid);
        }
    }

    private static void Empty(string directory, HashSet<string> brought)
    {
        if (!Directory.Exists(directory))
        {
            return;
        }

        foreach (var path in Directory.EnumerateFileSystemEntries(directory))
        {
            if (!brought.Any(one => one == path || one.StartsWith($"{path}/", StringComparison.Ordinal)))
            {
                Remove(path);
            }
        }
    }

    private static void Remove(string path)
    {
        if (Directory.Exists(path) && new FileInfo(path).LinkTarget is null)
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }
}
