using Deploy.Clusters.Releases;

namespace Deploy.Planning.Inputs;

/// <summary>What a release is made from.</summary>
/// <param name="Chart">The package, absolute.</param>
/// <param name="ValuesFile">The chart's values as the checkout has them, absolute.</param>
/// <param name="Overlay">What is given on top of them.</param>
/// <param name="Mark">The description that says all this.</param>
internal sealed record ReleaseInput(string Chart, string ValuesFile, string Overlay, ReleaseMark Mark)
{
    /// <summary>The values of <see cref="Overlay"/>, one by one.</summary>
    public IReadOnlyList<PlannedValue> Given { get; init; } = [];

    /// <summary>The values that the published chart has and the checkout no longer; they are not in <see cref="Chart"/>.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];
}

/// <summary>Gathers what a service's releases are made from.</summary>
internal sealed class ServiceInputs(InstallableCharts charts, ImagePins pins, RepositoryPaths paths, User user)
{
    /// <summary>The input of each release.</summary>
    /// <exception cref="RefusedException">A chart version or an image is not where it has to be.</exception>
    public async Task<IReadOnlyList<(PlannedRelease Release, ReleaseInput Input)>> OfAsync(
        Plan plan,
        ServicePlan service,
        IReadOnlyList<ImagePushed> pushed,
        CancellationToken cancel
    ) => await OfAsync(plan, service, await charts.GetAsync(service, cancel), pushed, cancel);

    /// <summary>The input that each release would have if the checkout were published and installed now.</summary>
    /// <exception cref="RefusedException">An image is not where it has to be.</exception>
    public async Task<IReadOnlyList<(PlannedRelease Release, ReleaseInput Input)>> PreviewAsync(
        Plan plan,
        ServicePlan service,
        CancellationToken cancel
    ) => await OfAsync(plan, service, await charts.PreviewAsync(service, cancel), [], cancel);

    private async Task<IReadOnlyList<(PlannedRelease Release, ReleaseInput Input)>> OfAsync(
        Plan plan,
        ServicePlan service,
        InstallableChart chart,
        IReadOnlyList<ImagePushed> pushed,
        CancellationToken cancel
    )
    {
        var valuesFile = paths.Absolute(service.Chart.ValuesFile);
        var values = await File.ReadAllBytesAsync(valuesFile, cancel);
        var pinned = await pins.OfAsync(plan, service, pushed, cancel);
        return [.. service.Releases.Select(release => (release, Input(release)))];

        ReleaseInput Input(PlannedRelease release)
        {
            IReadOnlyList<PlannedValue> given = [.. release.Values, .. pinned];
            var overlay = ValuesOverlay.Of(given);
            var inputs = ReleaseMark.InputsOf(chart.Digest, values, overlay);
            return new(chart.Path, valuesFile, overlay, new(plan.Source.ShortCommit, user.Token, inputs))
            {
                Given = given,
                Removed = chart.Removed,
            };
        }
    }
}
