using Deploy.Charts.Contents;
using Deploy.Charts.Metadata;

namespace Deploy.Charts.Packaging;

/// <summary>
/// Makes the package of a chart folder, with its dependencies as Chart.lock fixes them: those of this machine
/// (<c>file://</c>) from their sources, those of other repositories by <paramref name="fetcher"/>. The checkout is only
/// read.
/// </summary>
/// <param name="fetcher">Gets what lies in other repositories.</param>
public sealed class ChartPackager(IDependencyFetcher fetcher)
{
    /// <summary>Packs a chart.</summary>
    /// <param name="folder">The folder that holds its Chart.yaml.</param>
    /// <param name="cancellationToken">Ends the fetching of dependencies.</param>
    /// <exception cref="UsageException">The chart is wrong, or its lock does not fit; file and place are named.</exception>
    /// <exception cref="FailedException">A dependency cannot be fetched.</exception>
    public async Task<ChartPackage> PackAsync(string folder, CancellationToken cancellationToken) =>
        ChartPackage.Pack(await ReadAsync(folder, [], cancellationToken), folder);

    private async Task<ChartContents> ReadAsync(string folder, string[] parents, CancellationToken cancellationToken)
    {
        var own = Path.GetFullPath(folder);
        if (parents.Contains(own))
        {
            throw new UsageException($"the chart {Printable.Quote(folder)} depends on itself");
        }

        var contents = ChartFolder.Read(folder);
        var metadata = ChartMetadata.Read(contents, folder);
        var locked = LockedDependencies(contents, metadata, folder);
        foreach (var dependency in locked.Where(dependency => dependency.LocalPath is not null))
        {
            var path = Path.Combine(folder, dependency.LocalPath!);
            var local = await ReadAsync(path, [.. parents, own], cancellationToken);
            contents = Add(contents, dependency, local, path);
        }

        foreach (var dependency in locked.Where(NeedsFetching(contents)))
        {
            var source = $"{folder}: {dependency.Name} {dependency.Version} of {dependency.Repository}";
            var package = await fetcher.FetchAsync(dependency, cancellationToken);
            contents = Add(contents, dependency, ChartArchive.Read(package, source).Contents, source);
        }

        return contents;
    }

    // What lies in charts/ in the locked version was put there on purpose, and builds without a network.
    private static Func<ChartDependency, bool> NeedsFetching(ChartContents contents) =>
        dependency =>
            dependency is { LocalPath: null, Repository.Length: > 0 }
            && !(
                contents.Below(FolderOf(dependency)) is { Files.Count: > 0 } vendored
                && ChartMetadata.Read(vendored, FolderOf(dependency)).Version.Value == dependency.Version
            );

    private static IReadOnlyList<ChartDependency> LockedDependencies(
        ChartContents contents,
        ChartMetadata metadata,
        string folder
    )
    {
        if (metadata.Dependencies.All(dependency => dependency.Repository.Length == 0))
        {
            return [];
        }

        var locked = ChartLock.Read(contents, folder);
        var problem =
            locked is null ? "is missing"
            : !locked.Matches(metadata.Dependencies)
                ? $"was made for other dependencies than {ChartMetadata.FileName} has"
            : locked.Dependencies.GroupBy(dependency => dependency.Name).Any(group => group.Distinct().Count() > 1)
                ? "has two versions of one dependency, which no package can hold"
            : null;
        return problem is null
            ? locked!.Dependencies
            : throw new UsageException($"{ChartLock.FileName} of the chart {metadata.Name} {problem}")
            {
                Location = new SourceLocation($"{folder}/{ChartMetadata.FileName}", 1, 1),
                NextStep = $"helm dependency update {folder}, and commit {ChartLock.FileName}",
            };
    }

    private static ChartContents Add(
        ChartContents contents,
        ChartDependency dependency,
        ChartContents added,
        string source
    )
    {
        var metadata = ChartMetadata.Read(added, source);
        if (metadata.Name.Value != dependency.Name || metadata.Version.Value != dependency.Version)
        {
            throw new UsageException(
                $"{Printable.Quote(source)} holds {metadata.Name} {metadata.Version}, but {ChartLock.FileName} "
                    + $"has {Printable.Escape(dependency.Name)} {Printable.Escape(dependency.Version)}"
            )
            {
                NextStep = $"helm dependency update, and commit {ChartLock.FileName}",
            };
        }

        return contents.Without(FolderOf(dependency)).With(FolderOf(dependency), added);
    }

    private static string FolderOf(ChartDependency dependency) => $"charts/{dependency.Name}/";
}
