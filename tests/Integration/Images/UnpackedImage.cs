using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Deploy.Oci.Registry;

namespace Deploy.Integration.Images;

/// <summary>An image whose layers lie in a folder, so that it can be run without a daemon.</summary>
internal sealed class UnpackedImage : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("unpacked-");
    private readonly JsonNode _configuration;

    private UnpackedImage(JsonNode configuration) => _configuration = configuration;

    /// <summary>Pulls an image.</summary>
    public static async Task<UnpackedImage> PullAsync(IRegistry registry, ImageReference image)
    {
        var manifest = (await registry.Manifests.GetAsync(image, default)).ShouldNotBeNull().ToImage();
        using var configuration = new MemoryStream();
        await registry.Blobs.DownloadAsync(image, manifest.Config, configuration, default);
        var unpacked = new UnpackedImage(JsonNode.Parse(configuration.ToArray())!);
        foreach (var layer in manifest.Layers)
        {
            using var content = new MemoryStream();
            await registry.Blobs.DownloadAsync(image, layer, content, default);
            content.Position = 0;
            await using var archive = new GZipStream(content, CompressionMode.Decompress);
            await TarFile.ExtractToDirectoryAsync(archive, unpacked._root.FullName, overwriteFiles: false);
        }

        return unpacked;
    }

    /// <summary>Runs the image's entry point on a port, with the image's folder in place of its root.</summary>
    public Process Run(int port)
    {
        var words = _configuration["config"]!["Entrypoint"]!.AsArray().Select(word => word!.ToString()).ToList();
        var start = new ProcessStartInfo(words[0], words.Skip(1).Select(InRoot)) { UseShellExecute = false };
        foreach (var variable in _configuration["config"]!["Env"]!.AsArray())
        {
            var parts = variable!.ToString().Split('=', 2);
            start.Environment[parts[0]] = parts[1];
        }

        start.Environment["PORT"] = $"{port}";
        start.Environment["HOST"] = "127.0.0.1";
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        return Process.Start(start)!;
    }

    public void Dispose() => _root.Delete(recursive: true);

    private string InRoot(string word) => word.StartsWith('/') ? Path.Combine(_root.FullName, word[1..]) : word;
}
