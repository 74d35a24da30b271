using Deploy.Operations.Status;

namespace Deploy.Operations.History;

/// <summary>Says what ran before.</summary>
public sealed class HistoryStep(ReleaseInspector inspector, StatusText text)
{
    /// <summary>All revisions of each release that Helm still has.</summary>
    public async Task RunAsync(RunScope scope, bool asJson, CancellationToken cancellation) =>
        text.WriteHistory(scope, await inspector.HistoryAsync(scope, cancellation), asJson);
}
