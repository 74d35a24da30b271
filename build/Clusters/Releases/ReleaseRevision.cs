using System.Globalization;
using Deploy.Tools.Helm.Results;
using k8s.Models;

namespace Deploy.Clusters.Releases;

/// <summary>A revision of a release as its Secret's labels have it; the rest is unpacked when it is asked for.</summary>
/// <param name="Release">The release.</param>
/// <param name="Number">Counted from 1.</param>
/// <param name="Status">How it stands.</param>
/// <param name="CreatedAt">When Helm began with it, by the API server's clock.</param>
public sealed record ReleaseRevision(string Release, int Number, HelmStatus Status, DateTime? CreatedAt)
{
    private readonly Lazy<InstalledRelease>? _content;

    private ReleaseRevision(V1Secret secret, IDictionary<string, string> labels)
        : this(
            labels["name"],
            int.Parse(labels["version"], CultureInfo.InvariantCulture),
            HelmStatuses.Parse(labels.TryGetValue("status", out var status) ? status : ""),
            secret.Metadata.CreationTimestamp
        ) => _content = new(() => InstalledReleases.Read(secret));

    /// <summary>Whether it runs, or ran until a later one took its place: what a rollback can go back to.</summary>
    public bool HasComeUp => Status.RanOnce(() => Description);

    /// <summary>Helm's note, or the one that the install gave.</summary>
    public string Description => _content?.Value.Description ?? "";

    /// <summary>Its objects, as YAML documents; hooks not among them.</summary>
    public string Manifest => _content?.Value.Manifest ?? "";

    /// <summary>The chart's hooks, tests among them.</summary>
    public IReadOnlyList<InstalledHook> Hooks => _content?.Value.Hooks ?? [];

    /// <summary>What <c>helm test</c> runs and goes by.</summary>
    public IReadOnlyList<InstalledHook> Tests =>
        [.. Hooks.Where(hook => hook is { IsTest: true, Kind: "Pod" or "Job" })];

    /// <summary>The revision in a Secret; null where it holds something else.</summary>
    public static ReleaseRevision? Of(V1Secret secret) =>
        secret.Metadata.Labels is { } labels
        && labels.ContainsKey("name")
        && labels.TryGetValue("version", out var version)
        && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? new(secret, labels)
            : null;
}
