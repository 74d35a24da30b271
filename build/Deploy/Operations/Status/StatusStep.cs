namespace Deploy.Operations.Status;

/// <summary>Says what runs where, and what of it is not as it was installed.</summary>
public sealed class StatusStep(ReleaseInspector inspector, DriftFinder drift, StatusText text)
{
    /// <summary>The newest revision of each release.</summary>
    public async Task RunAsync(RunScope scope, bool asJson, CancellationToken cancellation)
    {
        var states = await inspector.NewestAsync(scope, cancellation);
        var compared = await Task.WhenAll(
            states.Select(async state => state with { Drift = await drift.OfAsync(scope, state, cancellation) })
        );
        text.WriteStatus(scope, compared, asJson);
    }
}
