namespace Deploy.Charts.Stores;

/// <summary>The address of a chart repository, as the catalog has it.</summary>
public abstract record ChartStoreUrl
{
    private ChartStoreUrl() { }

    /// <summary>Reads <c>s3://bucket/prefix</c>, <c>oci://registry/prefix</c>, <c>file://path</c> or a path.</summary>
    /// <exception cref="UsageException">Another scheme, or no bucket or registry in it.</exception>
    public static ChartStoreUrl Parse(string url)
    {
        var (scheme, rest) = url.IndexOf("://", StringComparison.Ordinal) is > 0 and var end
            ? (url[..end], url[(end + "://".Length)..].TrimEnd('/'))
            : ("file", url);
        var (host, path) = rest.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash
            ? (rest[..slash], rest[(slash + 1)..])
            : (rest, "");
        return scheme switch
        {
            _ when rest.Length == 0 || Printable.Escape(url) != url => throw Wrong(url, "it names no place"),
            "file" => new Folder(rest),
            "s3" when host.Length > 0 => new S3(host, path),
            "oci" when host.Length > 0 => new Oci(new RegistryHost(host), path),
            _ => throw Wrong(url, "it is s3://bucket/prefix, oci://registry/prefix, or a path"),
        };
    }

    private static UsageException Wrong(string url, string rule) =>
        new($"{Printable.Quote(url)} is no address of a chart repository: {rule}");

    /// <summary>A folder of this machine.</summary>
    /// <param name="Path">Its path.</param>
    public sealed record Folder(string Path) : ChartStoreUrl;

    /// <summary>A bucket, as the helm-s3 plugin uses it.</summary>
    /// <param name="Bucket">Its name.</param>
    /// <param name="Prefix">What all keys start with, without slashes around; empty for the whole bucket.</param>
    public sealed record S3(string Bucket, string Prefix) : ChartStoreUrl;

    /// <summary>Repositories of a registry, one for each chart.</summary>
    /// <param name="Registry">Where it is.</param>
    /// <param name="Prefix">What all repositories start with; empty for none.</param>
    public sealed record Oci(RegistryHost Registry, string Prefix) : ChartStoreUrl;
}
