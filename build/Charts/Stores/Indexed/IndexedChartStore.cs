using Deploy.Charts.Index;
using Deploy.Charts.Packaging;
using Deploy.Charts.Publishing;
using Polly;

namespace Deploy.Charts.Stores.Indexed;

/// <summary>
/// A chart repository with an <c>index.yaml</c>. The package is written first, only if its name is free; then the index,
/// only as the state that the new one was made from. So nobody's entry is lost, nothing published is replaced, and a
/// publisher that dies at any point leaves at worst a package without an entry, which the next publisher of that version
/// completes.
/// </summary>
public sealed class IndexedChartStore : IChartStore
{
    private readonly IndexedRepository _repository;
    private readonly TimeProvider _time;
    private readonly RepositoryIndex _index;
    private readonly EntryPublisher _entries;
    private readonly ResiliencePipeline _races;

    /// <summary>Takes the repository.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="time">Time of publishing, and the pace of tries.</param>
    /// <param name="random">Spreads the tries.</param>
    public IndexedChartStore(IndexedRepository repository, TimeProvider time, Random random)
    {
        _repository = repository;
        _time = time;
        _index = new RepositoryIndex(repository, time);
        _entries = new EntryPublisher(_index, time, random);
        _races = RaceRetry.Create(time, random);
    }

    /// <inheritdoc/>
    public string Url => _repository.Url;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PublishedVersion>> FindAsync(
        IReadOnlyCollection<ChartName> charts,
        CancellationToken cancellationToken
    )
    {
        var names = charts.Select(chart => chart.Value).ToHashSet(StringComparer.Ordinal);
        return (await _index.RequireAsync(cancellationToken)).Find(names.Contains);
    }

    /// <inheritdoc/>
    public async Task<PublishResult> PublishAsync(
        ChartPackage package,
        PublishRules rules,
        CancellationToken cancellationToken
    )
    {
        var index = await _index.RequireAsync(cancellationToken);
        var versions = index.PlaceOf(package.Name, package.Version).Versions;
        var listed = PublishDecision.NeedsContent(package, versions);
        var published = listed is null ? null : await FetchAsync(listed, cancellationToken);
        return PublishDecision.Decide(package, versions, published, rules) switch
        {
            PublishDecision.Refused refused => throw refused.ToException(),
            PublishDecision.AlreadyPublished already => new(
                PublishOutcome.AlreadyPublished,
                already.Published,
                published?.Digest ?? package.Digest
            ),
            _ => await PublishNewAsync(package, cancellationToken),
        };
    }

    /// <inheritdoc/>
    /// <remarks>An index tells the digest, or nothing does.</remarks>
    public Task<PublishedVersion> ResolveAsync(PublishedVersion version, CancellationToken cancellationToken) =>
        Task.FromResult(version);

    /// <inheritdoc/>
    public async Task<ChartPackage> FetchAsync(PublishedVersion version, CancellationToken cancellationToken)
    {
        var key = _repository.Layout.KeyOf(version);
        var digest =
            version.Digest
            ?? throw Damaged($"{_index.Source} has no digest of {version.Chart} {version.Version} to check it against");
        return await _repository.ReadAsync(key, digest, cancellationToken)
            ?? throw Damaged($"{_index.Source} lists {version.Chart} {version.Version}, but there is no {Url}/{key}");
    }

    private async Task<PublishResult> PublishNewAsync(ChartPackage package, CancellationToken cancellationToken)
    {
        await _index.EnsureAsync(cancellationToken);
        var stored = await StoreAsync(package, cancellationToken);
        var url = _repository.Layout.UrlOf(stored.FileName);
        return await _entries.AddAsync(
            new IndexEntry(stored.Metadata, stored.Digest, url, _time.GetUtcNow()),
            cancellationToken
        );
    }

    // Refused and yet not there: somebody's write of the same name was under way (S3's 409), and came to nothing.
    private async Task<ChartPackage> StoreAsync(ChartPackage package, CancellationToken cancellationToken)
    {
        try
        {
            return await _races.ExecuteAsync(
                async token =>
                    await _repository.TryWriteAsync(package, token)
                        ? package
                        : await AdoptAsync(package, token) ?? throw new LostRaceException(),
                cancellationToken
            );
        }
        catch (LostRaceException)
        {
            throw Damaged($"{Url}/{package.FileName} cannot be created, but is not there either");
        }
    }

    // The package that is there under the name: somebody else's, or that of a run that died, or ours and the answer got lost.
    private async Task<ChartPackage?> AdoptAsync(ChartPackage package, CancellationToken cancellationToken)
    {
        var stored = await _repository.ReadAsync(package.FileName, expected: null, cancellationToken);
        var differing = stored is null ? [] : ChartComparison.DifferingFiles(package, stored);
        return differing.Count == 0 ? stored : throw new PublishDecision.OtherContent(package, differing).ToException();
    }

    private static FailedException Damaged(string problem) => new(problem) { NextStep = IndexedRepository.VerifyStep };
}
