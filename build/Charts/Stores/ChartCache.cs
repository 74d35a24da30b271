using Deploy.Charts.Packaging;
using Deploy.Tools.Files;

namespace Deploy.Charts.Stores;

/// <summary>Packages on this machine, by digest. What is found there is checked each time it is used.</summary>
/// <param name="folder">Where they are kept, e.g. <c>.deploy/cache/charts</c>.</param>
public sealed class ChartCache(string folder)
{
    /// <summary>Puts a package into the cache, unless it is there.</summary>
    /// <returns>The path of its file, for Helm.</returns>
    /// <exception cref="FailedException">It cannot be written.</exception>
    public string Keep(ChartPackage package)
    {
        var path = PathOf(package.Digest);
        if (Find(package.Digest) is not null)
        {
            return path;
        }

        try
        {
            WholeFile.Write(path, package.Archive.Span);
            return path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FailedException($"cannot write {Printable.Quote(path)}: {exception.Message}", exception);
        }
    }

    /// <summary>The package with a digest, or null where it is not there or was damaged.</summary>
    public ChartPackage? Find(Digest digest)
    {
        try
        {
            var archive = File.ReadAllBytes(PathOf(digest));
            return Digest.Of(archive) == digest ? ChartPackage.Open(archive, PathOf(digest)) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string PathOf(Digest digest) => Path.Combine(folder, $"{digest.Hex}.tgz");
}
