using System.Collections.Concurrent;
using System.Text;
using Deploy.Charts.Index;
using Deploy.Charts.Packaging;
using Deploy.Charts.Stores.Indexed;

namespace Deploy.Charts.Upkeep;

/// <summary>
/// Checks a repository as a whole: every entry has its package, every package the digest that is listed and the content
/// that its name promises, and every package an entry. Downloads every package.
/// </summary>
/// <param name="repository">The repository.</param>
/// <param name="time">Time of entries that are added, and the pace of tries.</param>
/// <param name="random">Spreads the tries.</param>
public sealed class RepoVerifier(IndexedRepository repository, TimeProvider time, Random random)
{
    private const int Downloads = 8;

    private readonly RepositoryIndex _index = new(repository, time);

    /// <summary>Finds what is wrong, ordered by item.</summary>
    /// <exception cref="FailedException">The repository cannot be read, or its index is no index.</exception>
    public async Task<IReadOnlyList<RepositoryFinding>> VerifyAsync(CancellationToken cancellationToken)
    {
        var index = await _index.LoadAsync(cancellationToken);
        var findings = new ConcurrentBag<RepositoryFinding>();
        var listed = index is null ? [] : Listed(index, findings.Add);
        var packages = await repository
            .Objects.ListAsync(cancellationToken)
            .Where(key => key.EndsWith(".tgz", StringComparison.Ordinal))
            .ToListAsync(cancellationToken);
        if (index is null && (packages.Count > 0 || !repository.Layout.IsMadeOnDemand))
        {
            findings.Add(new(RepositoryFault.NoIndex, RepositoryIndex.Key, $"there is no {_index.Source}"));
        }

        foreach (var (key, version) in listed.Where(entry => !packages.Contains(entry.Key)))
        {
            findings.Add(
                new(RepositoryFault.NoPackage, key, $"{version.Chart} {version.Version} is listed, but not there")
            );
        }

        var limit = new ParallelOptions { MaxDegreeOfParallelism = Downloads, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            packages,
            limit,
            async (key, token) =>
            {
                if (await CheckAsync(key, listed.GetValueOrDefault(key), token) is { } finding)
                {
                    findings.Add(finding);
                }
            }
        );
        return [.. findings.OrderBy(finding => finding.Item, StringComparer.Ordinal).ThenBy(finding => finding.Fault)];
    }

    /// <summary>Adds what is missing, under the same conditions as publishing does; replaces and removes nothing.</summary>
    /// <param name="findings">What <see cref="VerifyAsync"/> found.</param>
    /// <param name="cancellationToken">Ends the repair; what is added stays.</param>
    /// <returns>The entries that were added.</returns>
    /// <exception cref="FailedException">The repository did not do as asked.</exception>
    public async Task<IReadOnlyList<PublishedVersion>> RepairAsync(
        IReadOnlyList<RepositoryFinding> findings,
        CancellationToken cancellationToken
    )
    {
        if (findings.Any(finding => finding.Fault == RepositoryFault.NoIndex))
        {
            await _index.TryCreateAsync(cancellationToken);
        }

        var entries = new EntryPublisher(_index, time, random);
        var added = new List<PublishedVersion>();
        foreach (var finding in findings.Where(finding => finding.Fault == RepositoryFault.Unlisted))
        {
            if (await repository.ReadAsync(finding.Item, expected: null, cancellationToken) is { } package)
            {
                var url = repository.Layout.UrlOf(finding.Item);
                var entry = new IndexEntry(package.Metadata, package.Digest, url, time.GetUtcNow());
                added.Add((await entries.AddAsync(entry, cancellationToken)).Version);
            }
        }

        return added;
    }

    // The entries by the name of their package's object.
    private Dictionary<string, PublishedVersion> Listed(IndexSnapshot index, Action<RepositoryFinding> report)
    {
        var listed = new Dictionary<string, PublishedVersion>(StringComparer.Ordinal);
        var reader = new IndexReader(index.Text, index.Source);
        while (reader.Read())
        {
            if (reader.Token != IndexToken.Version)
            {
                continue;
            }

            var version = IndexLookup.Current(reader);
            if (version?.Digest is null || !repository.Layout.Holds(version))
            {
                var name =
                    $"{reader.Chart} {Printable.Escape(Encoding.UTF8.GetString(reader.Fields.Version.Span).Trim())}";
                report(
                    new(
                        RepositoryFault.OddEntry,
                        RepositoryIndex.Key,
                        $"line {reader.Line} lists {name} {WhyOdd(version)}"
                    )
                );
            }
            else if (!listed.TryAdd(repository.Layout.KeyOf(version), version))
            {
                report(
                    new(
                        RepositoryFault.ListedTwice,
                        repository.Layout.KeyOf(version),
                        $"line {reader.Line} lists it again"
                    )
                );
            }
        }

        return listed;
    }

    private static string WhyOdd(PublishedVersion? version) =>
        version is null ? "under a name or version that Helm does not install"
        : version.Digest is null ? "without a digest"
        : $"at {Printable.Quote(version.Url)}, outside the repository";

    private async Task<RepositoryFinding?> CheckAsync(string key, PublishedVersion? listed, CancellationToken token)
    {
        if (await repository.Objects.GetAsync(key, knownTag: null, token) is not { } stored)
        {
            return null;
        }

        var digest = Digest.Of(stored.Content.Span);
        if (listed is not null && listed.Digest != digest)
        {
            return new(RepositoryFault.OtherDigest, key, $"its digest is {digest}, but {listed.Digest} is listed");
        }

        try
        {
            var package = ChartPackage.Open(stored.Content, key);
            return package.FileName != key
                    ? new(RepositoryFault.BadPackage, key, $"it holds {package.Name} {package.Version}")
                : listed is null
                    ? new(RepositoryFault.Unlisted, key, $"{package.Name} {package.Version} is there, but not listed")
                : null;
        }
        catch (UsageException exception)
        {
            return new(RepositoryFault.BadPackage, key, exception.Problem);
        }
    }
}
