namespace Deploy.Planning.Resuming;

/// <summary>The run that this one goes on with: what it proved, as far as that still holds.</summary>
public interface IEarlierRun
{
    /// <summary>Takes over what a stage did for a service, once the world was asked whether it is still so.</summary>
    /// <returns>The facts; null where the stage has to do its work.</returns>
    /// <exception cref="FailedException">The registry or the cluster does not answer.</exception>
    Task<IReadOnlyList<Fact>?> TakeOverAsync(Stage stage, ServicePlan service, CancellationToken cancel);

    /// <summary>Whether the earlier run made a revision of a release: it is not to be deleted as something older.</summary>
    bool HasInstalled(PlannedRelease release, int revision);
}
