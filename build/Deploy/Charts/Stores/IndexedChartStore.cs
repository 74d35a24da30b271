using Deploy.Model;
using Polly;

namespace Deploy.Charts;

/// <summary>
/// A chart repository in Helm's own form: packages, and an <c>index.yaml</c> beside them. The package is written first,
/// only if its name is free; then the index, only as the state that the new one was made from. So nobody's entry is lost,
/// nothing published is replaced, and a publisher that dies at any point leaves at worst a package without an entry, which
/// the next publisher of that version completes.
/// </summary>
/// <param name="objects">Where the files are.</param>
/// <param name="layout">How packages are named in the index.</param>
/// <param name="time">Time of publishing, and the pace of tries.</param>
/// <param name="random">Spreads the tries.</param>
public sealed class IndexedChartStore(IObjectStore objects, RepositoryLayout layout, TimeProvider time, Random random)
    : IChartStore
{
    private readonly RepositoryIndex _index = new(objects, time);
    private readonly ResiliencePipeline _races = RaceRetry.Create(time, random);

    /// <inheritdoc/>
    public string Url => objects.Url;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PublishedVersion>> FindAsync(
        IReadOnlyCollection<ChartName> charts,
        CancellationToken cancellationToken
    )
    {
        var names = charts.Select(chart => chart.Value).ToHashSet(StringComparer.Ordinal);
        return IndexLookup.Find(await LoadAsync(cancellationToken), _index.Source, names.Contains);
    }

    /// <inheritdoc/>
    public async Task<PublishResult> PublishAsync(
        ChartPackage package,
        PublishRules rules,
        CancellationToken cancellationToken
    )
    {
        var versions = await FindAsync([package.Name], cancellationToken);
        var listed = PublishDecision.NeedsContent(package, versions);
        var decision = PublishDecision.Decide(
            package,
            versions,
            listed is null ? null : await FetchAsync(listed, cancellationToken),
            rules
        );
        return decision switch
        {
            PublishDecision.Refused refused => throw refused.ToException(),
            PublishDecision.AlreadyPublished already => new(PublishOutcome.AlreadyPublished, already.Published),
            _ => await PublishNewAsync(package, cancellationToken),
        };
    }

    /// <inheritdoc/>
    public async Task<ChartPackage> FetchAsync(PublishedVersion version, CancellationToken cancellationToken)
    {
        var key = layout.KeyOf(version);
        var source = $"{Url}/{key}";
        var stored =
            await objects.GetAsync(key, knownTag: null, cancellationToken)
            ?? throw Damaged($"{_index.Source} lists {version.Chart} {version.Version}, but there is no {source}");
        var digest = Digest.Of(stored.Content.Span);
        return digest == version.Digest
            ? Open(stored.Content, source)
            : throw Damaged(
                $"{source} has the digest {digest}, but {_index.Source} lists {version.Digest?.Value ?? "none"}"
            );
    }

    private async Task<PublishResult> PublishNewAsync(ChartPackage package, CancellationToken cancellationToken)
    {
        if (layout.IsMadeOnDemand)
        {
            // Before the first package: packages without an index are a damaged repository.
            await _index.CreateAsync(cancellationToken);
        }

        var stored = await StoreAsync(package, cancellationToken);
        var entry = new IndexEntry(stored.Metadata, stored.Digest, layout.UrlOf(stored.FileName), time.GetUtcNow());
        try
        {
            return await _races.ExecuteAsync(async token => await ListAsync(entry, token), cancellationToken);
        }
        catch (LostRaceException exception)
        {
            throw new FailedException(
                $"{_index.Source} was changed by others {RaceRetry.Rounds} times while {package.FileName} was being added",
                exception
            )
            {
                NextStep = "run it again: the package is stored, and only its entry is missing",
            };
        }
    }

    // The package under its name: this one, or the one that somebody else, or a run that died, has put there.
    private async Task<ChartPackage> StoreAsync(ChartPackage package, CancellationToken cancellationToken)
    {
        if (await objects.PutAsync(NewObjectOf(package), WriteCondition.IfAbsent, cancellationToken) is not null)
        {
            return package;
        }

        var source = $"{Url}/{package.FileName}";
        var there =
            await objects.GetAsync(package.FileName, knownTag: null, cancellationToken)
            ?? throw Damaged($"{source} cannot be created, but is not there either");
        var stored = Open(there.Content, source);
        var differing = ChartComparison.DifferingFiles(package, stored);
        return differing.Count == 0 ? stored : throw new PublishDecision.OtherContent(package, differing).ToException();
    }

    // One round: the entry is there in the end, or the race was lost.
    private async Task<PublishResult> ListAsync(IndexEntry entry, CancellationToken cancellationToken)
    {
        var name = entry.Metadata.Name;
        var versions = IndexLookup.Find(
            await LoadAsync(cancellationToken),
            _index.Source,
            chart => chart == name.Value
        );
        if (versions.FirstOrDefault(version => version.Version == entry.Metadata.Version) is { } listed)
        {
            return listed.Digest == entry.Digest
                ? new(IsOurs(listed, entry) ? PublishOutcome.Published : PublishOutcome.AlreadyPublished, listed)
                : throw Damaged(
                    $"{_index.Source} lists {name} {listed.Version} with the digest {listed.Digest?.Value ?? "none"}, "
                        + $"but its package has {entry.Digest}"
                );
        }

        // Written is not enough: someone who ignores conditions may have replaced it at the same moment.
        return await _index.TryInsertAsync(entry, cancellationToken) && await _index.IsUnchangedAsync(cancellationToken)
            ? new(PublishOutcome.Published, new(name, entry.Metadata.Version, entry.Digest, entry.Url, entry.Created))
            : throw new LostRaceException();
    }

    // An answer that got lost: the moment says that the entry is the one of this call.
    private static bool IsOurs(PublishedVersion listed, IndexEntry entry) => listed.Created == entry.Created;

    private async Task<IndexText> LoadAsync(CancellationToken cancellationToken) =>
        await _index.LoadAsync(cancellationToken)
        ?? (
            layout.IsMadeOnDemand && !await HasPackagesAsync(cancellationToken)
                ? _index.StartEmpty()
                : throw new FailedException(
                    $"there is no {_index.Source}: {Url} is no chart repository, or not yet one"
                )
                {
                    NextStep = "--target=RepoInit makes it one",
                }
        );

    private async Task<bool> HasPackagesAsync(CancellationToken cancellationToken) =>
        await objects
            .ListAsync(cancellationToken)
            .AnyAsync(key => key.EndsWith(".tgz", StringComparison.Ordinal), cancellationToken);

    private static NewObject NewObjectOf(ChartPackage package) =>
        NewObject.Of(package.FileName, package.Archive, "application/gzip") with
        {
            Metadata = PackageMetadata.Of(package),
        };

    private static ChartPackage Open(ReadOnlyMemory<byte> archive, string source)
    {
        try
        {
            return ChartPackage.Open(archive, source);
        }
        catch (UsageException exception)
        {
            throw new FailedException(exception.Message, exception) { NextStep = exception.NextStep };
        }
    }

    private static FailedException Damaged(string problem) =>
        new(problem) { NextStep = "--target=RepoVerify shows all that is wrong with the repository" };
}
