namespace Deploy.Model.Charts;

/// <summary>A service's chart, in the checkout and in the chart repository.</summary>
/// <param name="Service">The service.</param>
/// <param name="Chart">Its chart.</param>
/// <param name="Version">The version in the checkout; null where the checkout's chart is broken.</param>
/// <param name="Published">The published versions, newest first.</param>
/// <param name="Standing">How the checkout stands to them.</param>
/// <param name="Differing">
/// The files that make the checkout another chart than the published one of its version; values.yaml does not count.
/// </param>
public sealed record ChartState(
    ServiceName Service,
    ChartName Chart,
    ChartVersion? Version,
    IReadOnlyList<ChartVersion> Published,
    ChartStanding Standing,
    IReadOnlyList<string> Differing
)
{
    /// <summary>What is wrong with the checkout's chart; null where nothing is.</summary>
    public string? Problem { get; init; }
}

/// <summary>What publishing the chart of a checkout would come to.</summary>
public enum ChartStanding
{
    /// <summary>Nothing: the version is there, with this content.</summary>
    Published,

    /// <summary>The version would be added.</summary>
    Unpublished,

    /// <summary>A refusal: the version is there with other content.</summary>
    Differs,

    /// <summary>A refusal: a newer version is there.</summary>
    Older,

    /// <summary>An error: what the checkout has is no chart.</summary>
    Broken,
}
