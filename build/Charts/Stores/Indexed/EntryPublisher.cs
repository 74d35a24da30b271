using Deploy.Charts.Index;
using Deploy.Charts.Publishing;
using Polly;

namespace Deploy.Charts.Stores.Indexed;

/// <summary>Adds entries to an index that others add to at the same time.</summary>
/// <param name="index">The index.</param>
/// <param name="time">Paces the tries.</param>
/// <param name="random">Spreads them.</param>
internal sealed class EntryPublisher(RepositoryIndex index, TimeProvider time, Random random)
{
    private readonly ResiliencePipeline _races = RaceRetry.Create(time, random);

    /// <summary>Sees to it that the index has an entry, whoever adds it.</summary>
    /// <exception cref="FailedException">It was changed by others again and again, or has another entry of that version.</exception>
    public async Task<PublishResult> AddAsync(IndexEntry entry, CancellationToken cancellationToken)
    {
        var rounds = 0;
        try
        {
            return await _races.ExecuteAsync(
                async token =>
                    await TryAddAsync(
                        rounds++ == 0 ? await index.RecallAsync(token) : await index.RequireAsync(token),
                        entry,
                        token
                    ),
                cancellationToken
            );
        }
        catch (LostRaceException exception)
        {
            throw new FailedException(
                $"{index.Source} was changed by others {RaceRetry.Rounds} times while {entry.Metadata.Name} "
                    + $"{entry.Metadata.Version} was being added",
                exception
            )
            {
                NextStep = "run it again: the package is stored, and only its entry is missing",
            };
        }
    }

    // One round: the entry is there in the end, or the race was lost.
    private async Task<PublishResult> TryAddAsync(
        IndexSnapshot snapshot,
        IndexEntry entry,
        CancellationToken cancellationToken
    )
    {
        var (name, version) = (entry.Metadata.Name, entry.Metadata.Version);
        var place = snapshot.PlaceOf(name, version);
        if (place.Listed is { } listed)
        {
            return new(OutcomeOf(listed, entry), listed, entry.Digest);
        }

        // Written is not enough: someone who ignores conditions may have replaced it at the same moment.
        var text = IndexEditor.Insert(snapshot.Text, place, entry, time.GetUtcNow(), index.Source);
        return
            await index.TryReplaceAsync(snapshot, text, cancellationToken) is { } written
            && await index.IsInAsync(written, cancellationToken)
            ? new(PublishOutcome.Published, new(name, version, entry.Digest, entry.Url, entry.Created), entry.Digest)
            : throw new LostRaceException();
    }

    // After an answer that got lost, the moment says that the entry is the one of this call.
    private PublishOutcome OutcomeOf(PublishedVersion listed, IndexEntry entry) =>
        listed.Digest != entry.Digest
            ? throw new FailedException(
                $"{index.Source} lists {listed.Chart} {listed.Version} with the digest "
                    + $"{listed.Digest?.Value ?? "none"}, but its package has {entry.Digest}"
            )
            {
                NextStep = IndexedRepository.VerifyStep,
            }
        : listed.Created == entry.Created ? PublishOutcome.Published
        : PublishOutcome.AlreadyPublished;
}
