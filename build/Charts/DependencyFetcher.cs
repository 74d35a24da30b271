using System.Text;
using Cake.Core.IO;
using Deploy.Charts.Metadata;
using Deploy.Charts.Packaging;
using Deploy.Tools.Files;
using Deploy.Tools.Helm;
using Deploy.Tools.Helm.Verbs;
using Path = System.IO.Path;

namespace Deploy.Charts;

/// <summary>
/// Downloads dependencies: from S3 and registries by our own stores, from other repositories (<c>https://…</c>, and
/// <c>@name</c> or <c>alias:name</c> as <c>helm repo add</c> knows them) by <c>helm pull</c>, because
/// <c>helm dependency build</c> refuses a repository that was not added before. What was downloaded once is kept: a lock
/// names exact versions, and a published version does not change; what was damaged since is downloaded again. An address with a password is refused: it would have to
/// be given to Helm as an argument, which everybody on the machine can read.
/// </summary>
/// <param name="helm">Pulls.</param>
/// <param name="stores">Opens repositories.</param>
/// <param name="cache">Where downloads are kept, e.g. <c>.deploy/cache/dependencies</c>.</param>
public sealed class DependencyFetcher(IHelm helm, ChartStoreFactory stores, string cache) : IDependencyFetcher
{
    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>> FetchAsync(ChartDependency dependency, CancellationToken cancellationToken)
    {
        var name = $"{dependency.Repository}\n{dependency.Name}\n{dependency.Version}";
        var kept = Path.Combine(cache, $"{Digest.Of(Encoding.UTF8.GetBytes(name)).Hex}.tgz");
        try
        {
            return await FileDigest.FindKeptAsync(kept, cancellationToken) is not null
                ? await File.ReadAllBytesAsync(kept, cancellationToken)
                : await DownloadAsync(dependency, kept, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FailedException(
                $"cannot keep {dependency.Name} {dependency.Version} in {Printable.Quote(cache)}: {exception.Message}",
                exception
            );
        }
    }

    private async Task<ReadOnlyMemory<byte>> DownloadAsync(
        ChartDependency dependency,
        string kept,
        CancellationToken cancellationToken
    )
    {
        Directory.CreateDirectory(cache);
        var package = dependency.Repository.Split("://")[0] is "s3" or "oci"
            ? await FetchFromStoreAsync(dependency, cancellationToken)
            : await PullAsync(dependency, cancellationToken);
        WholeFile.Write(kept, package.Span);
        await FileDigest.KeepAsync(kept, cancellationToken);
        return package;
    }

    private async Task<ReadOnlyMemory<byte>> FetchFromStoreAsync(
        ChartDependency dependency,
        CancellationToken cancellationToken
    )
    {
        var store = stores.Open(dependency.Repository);
        var versions = await store.FindAsync([new ChartName(dependency.Name)], cancellationToken);
        var version =
            versions.FirstOrDefault(version => version.Version.Value == dependency.Version)
            ?? throw new FailedException($"{store.Url} has no {dependency.Name} {dependency.Version}");
        return (await store.FetchAsync(version, cancellationToken)).Archive;
    }

    private async Task<ReadOnlyMemory<byte>> PullAsync(ChartDependency dependency, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(cache, Path.GetRandomFileName()));
        try
        {
            var (chart, repository) = Address(dependency);
            var settings = new HelmPullSettings
            {
                Chart = chart,
                Repository = repository,
                Version = new ChartVersion(dependency.Version),
                Destination = new DirectoryPath(folder.FullName),
            };
            await helm.PullAsync(settings, cancellationToken);
            return await File.ReadAllBytesAsync(folder.EnumerateFiles("*.tgz").Single().FullName, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // An alias is part of the chart's name, an address is an option.
    private static (string Chart, Uri? Repository) Address(ChartDependency dependency)
    {
        var chart = new ChartName(dependency.Name).Value;
        var alias =
            dependency.Repository.StartsWith('@') ? dependency.Repository[1..]
            : dependency.Repository.StartsWith("alias:", StringComparison.Ordinal)
                ? dependency.Repository["alias:".Length..]
            : null;
        return alias is not null
            ? ($"{alias}/{chart}", null)
            : (
                chart,
                Uri.TryCreate(dependency.Repository, UriKind.Absolute, out var address)
                && address is { Scheme: "https" or "http", UserInfo: "" }
                    ? address
                    : throw new UsageException(
                        $"{Printable.Quote(dependency.Repository)} is no repository that {chart} can come from"
                    )
            );
    }
}
