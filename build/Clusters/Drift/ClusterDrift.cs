using Deploy.Clusters.Releases;
using Deploy.Yaml;

namespace Deploy.Clusters.Drift;

/// <summary>What somebody changed in the cluster since a release was installed, by hand or otherwise.</summary>
/// <param name="live">The cluster.</param>
public sealed class ClusterDrift(LiveObjects live)
{
    /// <summary>One line per field that differs, and per object that is gone.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(InstalledRelease release, CancellationToken cancellation)
    {
        var found = new List<string>();
        var objects = ManifestObject.Of(release.Manifest, release.Namespace);
        foreach (var wanted in objects)
        {
            var actual = await live.FindAsync(
                wanted.ApiVersion,
                wanted.Kind,
                wanted.Namespace,
                wanted.Name,
                cancellation
            );
            found.AddRange(
                actual is { } there
                    ? FieldDrift.Between(wanted, there, Ignored(wanted, objects)).Select(field => $"{wanted} {field}")
                    : [$"{wanted} is gone"]
            );
        }

        return found;
    }

    // An autoscaler is there to change the number.
    private static HashSet<string> Ignored(ManifestObject wanted, IReadOnlyList<ManifestObject> objects) =>
        objects.Any(candidate =>
            candidate.Kind == "HorizontalPodAutoscaler"
            && candidate.Content.Find("spec")?.AsMapping().Find("scaleTargetRef")?.AsMapping() is { } scaled
            && scaled.Find("kind")?.AsString() == wanted.Kind
            && scaled.Find("name")?.AsString() == wanted.Name
        )
            ? ["spec.replicas"]
            : [];
}
