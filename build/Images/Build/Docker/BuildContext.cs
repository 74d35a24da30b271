using Deploy.Images.Pex;

namespace Deploy.Images.Build.Docker;

/// <summary>
/// What a docker build gets to see: a folder of its own, so that builds that run at once never see each other's files.
/// </summary>
internal sealed class BuildContext : IDisposable
{
    /// <summary>What the program is called there.</summary>
    public const string PexFile = "service.pex";

    /// <summary>The folder of the static files there.</summary>
    public const string StaticFolder = "static";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("deploy-image-");

    public BuildContext(ImageBuild build)
    {
        Directory.CreateDirectory(Path);
        if (build.ContextFiles is { } files)
        {
            Copy(files, Path);
        }

        if (build.StaticFiles is { } staticFiles)
        {
            Copy(staticFiles.Files, System.IO.Path.Combine(Path, StaticFolder));
        }

        File.Copy(build.Pex.Path, System.IO.Path.Combine(Path, PexFile), overwrite: true);
    }

    /// <summary>The folder.</summary>
    public string Path => System.IO.Path.Combine(_folder.FullName, "context");

    /// <summary>Where the builder writes the image's id: beside the context, not in it.</summary>
    public string ImageIdFile => System.IO.Path.Combine(_folder.FullName, "image-id");

    public void Dispose() => _folder.Delete(recursive: true);

    private static void Copy(SourceRoot files, string folder)
    {
        foreach (var name in files.Files)
        {
            var path = System.IO.Path.Combine(folder, name);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.Copy(files.PathOf(name), path);
        }
    }
}
