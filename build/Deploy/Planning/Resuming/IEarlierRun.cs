namespace Deploy.Planning.Resuming;

/// <summary>The run that this one goes on with: what it proved, as far as that still holds.</summary>
public interface IEarlierRun
{
    /// <summary>
    /// Whether all images of a service are in the registry as the earlier run pushed them, with the programs in them that
    /// they would be built from now: then there is nothing to build, and <see cref="Pushed"/> says what there is.
    /// </summary>
    /// <exception cref="FailedException">The registry does not answer.</exception>
    Task<bool> HasPushedAsync(ServicePlan service, IReadOnlyList<PexBuilt> pexes, CancellationToken cancel);

    /// <summary>The images that need not be pushed again; null where they have to be.</summary>
    IReadOnlyList<Fact>? Pushed(ServicePlan service);

    /// <summary>The tests of what is installed that need not run again; null where they have to.</summary>
    /// <exception cref="FailedException">The cluster does not answer.</exception>
    Task<IReadOnlyList<Fact>?> TestsAsync(ServicePlan service, CancellationToken cancel);

    /// <summary>Whether the earlier run made a revision of a release: it is not to be deleted as something older.</summary>
    bool HasInstalled(PlannedRelease release, int revision);
}
