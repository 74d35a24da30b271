using Deploy.Oci.Registry;

namespace Deploy.Images.Build.Layer;

/// <summary>
/// Makes images without a daemon: a layer with the program on top of a base image whose layers are never fetched where
/// the registry can take them over by itself. The same program and base give the same digest, everywhere.
/// </summary>
/// <param name="registry">Where bases come from and images go to.</param>
/// <param name="cache">Keeps layers.</param>
public sealed class LayerImageBuilder(IRegistry registry, ContentCache cache) : IImageBuilder
{
    private readonly LayerWriter _layers = new(cache);
    private readonly LayerImagePush _push = new(registry, cache);

    /// <inheritdoc/>
    public async Task<BuiltImage> BuildAsync(ImageBuild build, CancellationToken cancellationToken)
    {
        var @base = build.Base is null
            ? BaseImage.Scratch(build.Platform)
            : await BaseImage.FetchAsync(registry, build.Base, build.Platform, cancellationToken);
        var pex = new LayerFile(InArchive(build.PexPath), build.Pex.Path, build.PexMode);
        var layers = new List<ImageLayer>();
        if (build.StaticFiles is { } files)
        {
            // Below the program: these change less often.
            layers.Add(await _layers.WriteAsync(LayerFiles(files), build.Owner, cancellationToken));
        }

        layers.Add(await _layers.WriteAsync([pex], build.Owner, cancellationToken));
        var image = LayerImage.Of(build, @base, layers);
        return new(image.Image, Digest.Of(image.Configuration), image.Reused, cancel => _push.PushAsync(image, cancel));
    }

    private static List<LayerFile> LayerFiles(StaticFiles files) =>
        [
            .. files.Files.Files.Select(name => new LayerFile(
                InArchive($"{files.Path}/{name}"),
                files.Files.PathOf(name),
                LayerFile.Readable
            )),
        ];

    private static string InArchive(string path)
    {
        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return names.Length > 0 && path.StartsWith('/') && !names.Any(name => name is "." or "..")
            ? string.Join('/', names)
            : throw new UsageException(
                $"{Printable.Quote(path)} is no path in an image: it begins with '/' and names a file"
            );
    }
}
