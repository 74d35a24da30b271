using Deploy.Clusters.Releases;

namespace Deploy.Operations.Rollback;

/// <summary>From which revision a release goes back to which.</summary>
/// <param name="From">The newest revision.</param>
/// <param name="To">The last good one before it.</param>
public sealed record RollbackTarget(InstalledRelease From, InstalledRelease To)
{
    /// <summary>
    /// The last revision before the newest whose install succeeded. What was rolled back from is not gone to again: behind
    /// a rollback, the next one goes further back.
    /// </summary>
    /// <param name="history">The release's revisions, newest first.</param>
    /// <param name="release">The release, for messages.</param>
    /// <exception cref="RefusedException">There is no such revision.</exception>
    public static RollbackTarget Of(IReadOnlyList<InstalledRelease> history, ReleaseName release)
    {
        var newest = history.Count > 0 ? history[0] : throw new RefusedException($"There is no release {release}");
        var isCopy = newest is { WasGood: true, CopyOf: not null };
        var below = isCopy ? newest.CopyOf!.Value : newest.Revision;
        return history.FirstOrDefault(revision => revision.Revision < below && revision.WasGood) is { } good
            ? new(newest, good)
            : throw new RefusedException(
                $"{release} is at revision {newest.Revision} ({newest.Status}), and Helm has no earlier one that was good"
            )
            {
                NextStep = isCopy
                    ? $"it is a copy of revision {below} already; deploy a version that works"
                    : "deploy a version that works, or remove the release with --target=Delete",
            };
    }
}
