using Deploy.Oci.Registry;
using Deploy.Platforms;

namespace Deploy.Planning.Resuming;

/// <summary>
/// Holds what the earlier run claims against the world. Most stages find out by themselves what is done; only images and
/// tests would be done again, so these are taken over here.
/// </summary>
/// <param name="run">The earlier run.</param>
/// <param name="registry">Has the images.</param>
/// <param name="revisions">What is installed.</param>
/// <param name="scope">Where to.</param>
/// <param name="events">Told what does not hold any more.</param>
internal sealed class EarlierRun(
    UnfinishedRun run,
    IRegistry registry,
    ReleaseRevisions revisions,
    RunScope scope,
    IRunEvents events
) : IEarlierRun
{
    private readonly Dictionary<ServiceName, IReadOnlyList<Fact>> _pushed = [];
    private readonly Lock _gate = new();

    /// <inheritdoc/>
    public bool HasInstalled(PlannedRelease release, int revision) =>
        run.Claims.OfType<ReleaseInstalled>()
            .LastOrDefault(claim => claim.Release == release.Name && claim.Namespace == release.Namespace)
            ?.Revision == revision;

    /// <inheritdoc/>
    public async Task<bool> HasPushedAsync(ServicePlan service, IReadOnlyList<PexBuilt> pexes, CancellationToken cancel)
    {
        var pushed = new List<Fact>();
        foreach (var image in service.Images)
        {
            var claim = Claims<ImagePushed>(service).LastOrDefault(claim => claim.Image == image.Template.Name);
            if (claim is null)
            {
                return false;
            }

            if (await WhyNotAsync(image, claim, service, pexes, cancel) is { } why)
            {
                Again(service, $"{image.Template.Name} is built and pushed again, as {why}");
                return false;
            }

            pushed.Add(claim with { AlreadyThere = true, Uploaded = 0 });
        }

        lock (_gate)
        {
            _pushed[service.Service.Name] = pushed;
        }

        return true;
    }

    private async Task<string?> WhyNotAsync(
        PlannedImage image,
        ImagePushed claim,
        ServicePlan service,
        IReadOnlyList<PexBuilt> pexes,
        CancellationToken cancel
    )
    {
        var name = service.Service.Name;
        var now = pexes.LastOrDefault(pex => pex.Service == name && pex.Image == claim.Image);
        var then = Claims<PexBuilt>(service).LastOrDefault(pex => pex.Image == claim.Image);
        if (now is null || now.Digest != then?.Digest)
        {
            return "there is another PEX for it now";
        }

        if (claim.Reference with { Digest = null } != image.Reference)
        {
            return $"{image.Reference} is wanted now";
        }

        var there = (await registry.Manifests.FindAsync(image.Reference, cancel))?.Digest;
        return there is null ? $"the registry does not have {image.Reference} any more"
            : there != claim.Reference.Digest ? $"the registry has {there} under {image.Reference} now"
            : null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Fact>? Pushed(ServicePlan service)
    {
        lock (_gate)
        {
            return _pushed.GetValueOrDefault(service.Service.Name);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Fact>?> TestsAsync(ServicePlan service, CancellationToken cancel)
    {
        var claims = Claims<TestsRan>(service).ToList();
        if (claims.Count == 0)
        {
            return null;
        }

        var tested = new List<Fact>();
        var stored = await revisions.NewestAsync(scope.Namespaces, cancel);
        foreach (var release in service.Releases)
        {
            var claim = claims.LastOrDefault(claim => claim.Release == release.Name);
            var now = stored.Newest(release.Namespace, release.Name)?.Number;
            if (claim is null || claim.Verdict == TestVerdict.Failed || claim.Revision != now)
            {
                Again(
                    service,
                    $"its tests run {(claim is null ? $"for {release.Name}"
                        : claim.Verdict == TestVerdict.Failed ? "again, as they failed"
                        : $"again, as revision {claim.Revision} was tested and revision {now} runs")}"
                );
                return null;
            }

            tested.Add(claim with { Run = claim.Run ?? run.Id });
        }

        return tested;
    }

    private IEnumerable<T> Claims<T>(ServicePlan service)
        where T : Fact => run.Claims.OfType<T>().Where(claim => claim.Service == service.Service.Name);

    private void Again(ServicePlan service, string what) => events.Publish(new Note($"{service.Service.Name}: {what}"));
}
