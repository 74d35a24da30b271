namespace Deploy.Stages.HelmTest.Endpoints;

/// <summary>Says what a release's tests wait for, once for each thing.</summary>
/// <param name="service">Whose release.</param>
/// <param name="release">The release.</param>
/// <param name="events">Where it is said.</param>
internal sealed class WaitProgress(ServiceName service, ReleaseName release, IRunEvents events)
{
    private string? _said;

    /// <summary>It waits for this; null for nothing any more.</summary>
    public void Say(string? waiting)
    {
        if (_said != waiting)
        {
            _said = waiting;
            events.Publish(new ReleaseProgress(Stage.HelmTest, service, release, 0, 0, waiting));
        }
    }
}
