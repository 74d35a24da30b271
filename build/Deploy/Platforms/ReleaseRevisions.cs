using Deploy.Clusters.Releases;

namespace Deploy.Platforms;

/// <summary>What Helm has stored about releases, read in process: no helm is started to learn that nothing is to be done.</summary>
/// <param name="target">The cluster.</param>
/// <param name="time">The clock of deadlines.</param>
internal sealed class ReleaseRevisions(TargetCluster target, TimeProvider time)
{
    private static readonly TimeSpan _deadline = TimeSpan.FromMinutes(1);

    /// <summary>The newest revision of every release; one request for each namespace.</summary>
    /// <exception cref="FailedException">The cluster does not answer, or not in time.</exception>
    public async Task<StoredReleases> NewestAsync(IEnumerable<NamespaceName> namespaces, CancellationToken cancel)
    {
        var newest = new Dictionary<(NamespaceName, string), ReleaseRevision>();
        foreach (var name in namespaces)
        {
            // Superseded revisions are most of what Helm keeps, and never the newest.
            var revisions = await ReadAsync(name, "owner=helm,status!=superseded", cancel);
            foreach (var revision in revisions.OrderBy(revision => revision.Number))
            {
                newest[(name, revision.Release)] = revision;
            }
        }

        return new(newest);
    }

    /// <summary>All revisions of a release that Helm has kept, newest first.</summary>
    /// <exception cref="FailedException">The cluster does not answer, or not in time.</exception>
    public async Task<IReadOnlyList<ReleaseRevision>> HistoryAsync(
        NamespaceName @namespace,
        ReleaseName release,
        CancellationToken cancel
    ) =>
        [
            .. (await ReadAsync(@namespace, $"owner=helm,name={release}", cancel)).OrderByDescending(revision =>
                revision.Number
            ),
        ];

    private async Task<IReadOnlyList<ReleaseRevision>> ReadAsync(
        NamespaceName @namespace,
        string selector,
        CancellationToken cancel
    )
    {
        using var deadline = new CancellationTokenSource(_deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        try
        {
            var secrets = await new InstalledReleases(await target.ApiAsync(either.Token)).SecretsAsync(
                @namespace,
                selector,
                either.Token
            );
            return [.. secrets.Select(ReleaseRevision.Of).OfType<ReleaseRevision>()];
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new FailedException(
                $"The cluster has not said within {_deadline.TotalSeconds:0} s which releases {@namespace} has"
            );
        }
    }
}
