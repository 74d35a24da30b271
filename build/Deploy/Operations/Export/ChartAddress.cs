using Deploy.Charts.Stores;

namespace Deploy.Operations.Export;

/// <summary>Where an engine finds the charts.</summary>
internal abstract record ChartAddress
{
    private ChartAddress() { }

    /// <summary>The address that engines are told: the one given for them, else the chart repository's own.</summary>
    /// <param name="repository">The chart repository, as the platform has it.</param>
    /// <param name="given">What the user says that engines read it at; null for the same.</param>
    /// <param name="root">What relative folders are relative to.</param>
    /// <exception cref="UsageException">What was given is no address, or holds a password.</exception>
    public static ChartAddress Of(string repository, string? given, string root) =>
        given is not null && Uri.TryCreate(given, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? Web(given, uri)
            : ChartStoreUrl.Parse(given ?? repository) switch
            {
                ChartStoreUrl.Oci oci => new Registry(oci.Registry, oci.Prefix),
                ChartStoreUrl.S3 s3 => new Bucket($"s3://{s3.Bucket}/{s3.Prefix}".TrimEnd('/')),
                ChartStoreUrl.Folder folder when given is null => new Folder(Path.GetFullPath(folder.Path, root)),
                _ => throw Wrong(given!, "it is https://…, oci://… or s3://…"),
            };

    private static Site Web(string given, Uri uri) =>
        uri.UserInfo.Length == 0
            ? new Site(given.TrimEnd('/'))
            : throw Wrong(
                new Redaction([]).Apply(given),
                "manifests are no place for a password; the engine has Secrets of its own for that"
            );

    private static UsageException Wrong(string url, string rule) =>
        new($"--repo-url is {Printable.Quote(url)}: {rule}");

    /// <summary>A registry.</summary>
    /// <param name="Host">Which.</param>
    /// <param name="Prefix">What the charts' repositories start with; empty for none.</param>
    public sealed record Registry(RegistryHost Host, string Prefix) : ChartAddress
    {
        /// <summary>Host and prefix, without a scheme.</summary>
        public string Path => $"{Host}/{Prefix}".TrimEnd('/');
    }

    /// <summary>A chart repository that is read by HTTP.</summary>
    /// <param name="Url">Where its index.yaml lies.</param>
    public sealed record Site(string Url) : ChartAddress;

    /// <summary>A bucket, which only engines with the helm-s3 plugin read.</summary>
    /// <param name="Url">Its address, as the plugin takes it.</param>
    public sealed record Bucket(string Url) : ChartAddress;

    /// <summary>A folder of this machine, which no engine in a cluster can read.</summary>
    /// <param name="Path">The folder, absolute.</param>
    public sealed record Folder(string Path) : ChartAddress;
}
