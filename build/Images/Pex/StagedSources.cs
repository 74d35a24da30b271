namespace Deploy.Images.Pex;

/// <summary>A folder with a copy of a source tree and nothing else, for builders that take whole folders.</summary>
internal sealed class StagedSources : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("deploy-pex-");

    public StagedSources(SourceTree tree)
    {
        foreach (var file in tree.Files)
        {
            var path = System.IO.Path.Combine(_folder.FullName, file.Name);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.Copy(file.Path, path);
        }
    }

    public string Path => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
