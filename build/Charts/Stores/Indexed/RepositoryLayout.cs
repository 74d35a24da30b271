using Deploy.Charts.Contents;
using Deploy.Charts.Index;

namespace Deploy.Charts.Stores.Indexed;

/// <summary>What differs between repositories that have an index.</summary>
/// <param name="Prefix">
/// What stands before a package's file name in the index: nothing in a folder, so that it can be served from anywhere; the
/// address of the repository on S3, as the helm-s3 plugin writes it.
/// </param>
/// <param name="IsMadeOnDemand">
/// Whether a place without index and packages is an empty repository. True for a folder, where "not there" is certain; on
/// S3 it may be a mistyped address.
/// </param>
public sealed record RepositoryLayout(string Prefix, bool IsMadeOnDemand)
{
    /// <summary>A folder.</summary>
    public static RepositoryLayout Folder { get; } = new("", IsMadeOnDemand: true);

    /// <summary>A prefix of a bucket.</summary>
    /// <param name="url">Its address, without a slash at the end.</param>
    public static RepositoryLayout S3(string url) => new(url + "/", IsMadeOnDemand: false);

    /// <summary>The address of a package's file.</summary>
    public string UrlOf(string fileName) => Prefix + fileName;

    /// <summary>Whether a version's package lies in the repository, as its address says.</summary>
    public bool Holds(PublishedVersion version)
    {
        var key = Relative(version.Url);
        return !key.Contains('/') && ChartLimits.Objection(key) is null;
    }

    /// <summary>The name of the object that holds a version's package.</summary>
    /// <exception cref="FailedException">The index says that it lies elsewhere.</exception>
    public string KeyOf(PublishedVersion version) =>
        Holds(version)
            ? Relative(version.Url)
            : throw new FailedException(
                $"{version.Chart} {version.Version} lies outside its repository, at {Printable.Quote(version.Url)}"
            );

    private string Relative(string url) =>
        Prefix.Length > 0 && url.StartsWith(Prefix, StringComparison.Ordinal) ? url[Prefix.Length..] : url;
}
