using System.Text;
using Deploy.Charts.Objects;
using Deploy.Charts.Stores;
using Deploy.Charts.Stores.Indexed;
using Deploy.Charts.Stores.Oci;
using Deploy.Oci.Ecr;
using Deploy.Oci.Registry;

namespace Deploy.Charts;

/// <summary>Opens chart repositories by their address.</summary>
/// <param name="root">What relative folders are relative to: the top of the checkout.</param>
/// <param name="cache">Where packages and what is known of stores are kept, e.g. <c>.deploy/cache</c>.</param>
/// <param name="time">Time of publishing, and the pace of tries.</param>
/// <param name="random">Spreads the tries.</param>
/// <param name="registry">The client of registries, made when it is needed.</param>
/// <param name="repositories">Makes repositories in registries.</param>
public sealed class ChartStoreFactory(
    string root,
    string cache,
    TimeProvider time,
    Random random,
    Func<IRegistry> registry,
    EnsureRepository repositories
)
{
    /// <summary>Opens a repository. Nothing is read or written yet.</summary>
    /// <param name="url"><c>s3://bucket/prefix</c>, <c>oci://registry/prefix</c>, or a folder.</param>
    /// <exception cref="UsageException">No address of a repository.</exception>
    public IChartStore Open(string url) => new CachingChartStore(Create(ChartStoreUrl.Parse(url)), Packages);

    /// <summary>Opens what a repository with an index is made of, to look after it.</summary>
    /// <exception cref="UsageException">No address of a repository, or one without an index.</exception>
    public IndexedRepository OpenIndexed(string url) =>
        Indexed(ChartStoreUrl.Parse(url))
        ?? throw new UsageException($"{Printable.Quote(url)} is a registry, which has no index")
        {
            NextStep = "this is for chart repositories in S3 or in a folder",
        };

    /// <summary>The packages on this machine.</summary>
    public ChartCache Packages { get; } = new(Path.Combine(cache, "charts"));

    private IChartStore Create(ChartStoreUrl url) =>
        Indexed(url) is { } repository
            ? new IndexedChartStore(repository, time, random)
            : new OciChartStore(registry(), (ChartStoreUrl.Oci)url, repositories);

    private IndexedRepository? Indexed(ChartStoreUrl url) =>
        url switch
        {
            ChartStoreUrl.Folder folder => new(
                new FolderObjects(Path.Combine(root, folder.Path), time, random),
                RepositoryLayout.Folder
            ),
            ChartStoreUrl.S3 s3 => S3(new S3Objects(S3Clients.Create(s3.Bucket), s3.Bucket, s3.Prefix)),
            _ => null,
        };

    private IndexedRepository S3(S3Objects objects) =>
        new(
            new ProbedObjects(new RetryingObjects(objects, time, random), ProbeOf(objects.Url)),
            RepositoryLayout.S3(objects.Url)
        );

    private FileInfo ProbeOf(string url) =>
        new(Path.Combine(cache, "conditional-writes", Digest.Of(Encoding.UTF8.GetBytes(url)).Hex));
}
