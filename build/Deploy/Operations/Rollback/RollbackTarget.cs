using Deploy.Clusters.Releases;

namespace Deploy.Operations.Rollback;

/// <summary>From which revision a release goes back to which.</summary>
/// <param name="From">The newest revision.</param>
/// <param name="To">The last good one before it.</param>
/// <param name="Why">What shows that it is good.</param>
public sealed record RollbackTarget(InstalledRelease From, InstalledRelease To, string Why)
{
    /// <summary>
    /// The last revision before the newest that is known to have come up, and whose tests have not failed. What was rolled back from is not gone to again: behind
    /// a rollback, the next one goes further back.
    /// </summary>
    /// <param name="history">The release's revisions, newest first.</param>
    /// <param name="release">The release, for messages.</param>
    /// <exception cref="RefusedException">There is no such revision.</exception>
    public static RollbackTarget Of(IReadOnlyList<InstalledRelease> history, ReleaseName release)
    {
        var newest = history.Count > 0 ? history[0] : throw new RefusedException($"There is no release {release}");
        var isCopy = newest is { WasInPlace: true, CopyOf: not null };
        var below = isCopy ? newest.CopyOf!.Value : newest.Revision;
        var earlier = history.Where(revision => revision.Revision < below && revision.WasInPlace).ToList();
        foreach (var revision in earlier)
        {
            if (revision.Proof(history) is { } proof)
            {
                return new(newest, revision, proof);
            }
        }

        throw new RefusedException(
            $"{release} is at revision {newest.Revision} ({newest.Status}), and Helm has no earlier one that was good{(earlier is [var last, ..] ? $": {WhyNot(last)}" : "")}"
        )
        {
            NextStep =
                earlier is [var unproven, ..]
                    ? $"if you know that it ran: helm rollback {release} {unproven.Revision} --namespace {unproven.Namespace}; or deploy a version that works"
                : isCopy ? $"it is a copy of revision {below} already; deploy a version that works"
                : "deploy a version that works, or remove the release with --target=Delete",
        };
    }

    private static string WhyNot(InstalledRelease revision) =>
        revision.Tests == TestVerdict.Failed
            ? $"the tests of revision {revision.Revision} failed"
            : $"of revision {revision.Revision} nothing shows that it ever came up ({Printable.Escape(revision.Description)})";
}
