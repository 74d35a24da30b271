using System.Text.Json;

namespace Deploy.Clusters.Releases;

/// <summary>A revision of a release, as Helm stored it.</summary>
/// <param name="Name">The release.</param>
/// <param name="Namespace">Where it is.</param>
/// <param name="Revision">Counted from 1.</param>
/// <param name="Status">Helm's word for its state: <c>deployed</c>, <c>superseded</c>, <c>failed</c>, <c>pending-…</c>.</param>
/// <param name="Chart">The chart's name.</param>
/// <param name="ChartVersion">The chart's version.</param>
/// <param name="Deployed">When this revision was made, UTC.</param>
/// <param name="Description">What the install, or Helm, wrote about it.</param>
/// <param name="Manifest">Its objects, as YAML documents; hooks not among them.</param>
/// <param name="Hooks">Its hooks, with how they last ended.</param>
public sealed record InstalledRelease(
    string Name,
    NamespaceName Namespace,
    int Revision,
    string Status,
    string Chart,
    string ChartVersion,
    DateTimeOffset Deployed,
    string Description,
    string Manifest,
    IReadOnlyList<InstalledHook> Hooks
)
{
    private JsonElement _given;
    private JsonElement _defaults;

    /// <summary>
    /// Whether it is in place, or was until a later one took its place. That alone does not say that it ever came up: Helm
    /// calls a first install that failed superseded, too, once a later revision succeeds.
    /// </summary>
    public bool WasInPlace => Status is "deployed" or "superseded";

    /// <summary>
    /// What shows that it came up, e.g. <c>it came up when ada installed commit 0f3c2a9d7b1e, and its tests passed</c>; null
    /// where nothing does. The mark is written only when Helm's wait has succeeded.
    /// </summary>
    /// <param name="history">The revisions of its release: a copy has its proof from the original.</param>
    public string? Proof(IEnumerable<InstalledRelease> history) =>
        !WasInPlace || Tests == TestVerdict.Failed ? null
        : ReleaseMark.In(Description) is { } mark
            ? $"it came up when {mark.User} installed commit {mark.Commit}{(Tests == TestVerdict.Passed ? ", and its tests passed" : "")}"
        : Tests == TestVerdict.Passed ? "its tests passed"
        : CopyOf is { } number && number < Revision
            ? history.FirstOrDefault(other => other.Revision == number)?.Proof(history) is { } proof
                    ? $"it is a copy of revision {number}, and of that: {proof}"
                : null
        : null;

    /// <summary>Whether an operation is under way, or was killed.</summary>
    public bool IsPending => Status.StartsWith("pending-", StringComparison.Ordinal);

    /// <summary>The revision that this one is a copy of, by a rollback; null where it is none.</summary>
    public int? CopyOf =>
        Description.StartsWith("Rollback to ", StringComparison.Ordinal)
        && int.TryParse(Description.AsSpan("Rollback to ".Length), out var revision)
            ? revision
            : null;

    /// <summary>How its Helm tests last ended; null where they have not run.</summary>
    public TestVerdict? Tests =>
        Hooks.Where(hook => hook.IsTest).ToList() switch
        {
            [] => TestVerdict.None,
            var tests when tests.Exists(test => test.Phase == "Failed") => TestVerdict.Failed,
            var tests when tests.TrueForAll(test => test.Phase == "Succeeded") => TestVerdict.Passed,
            _ => null,
        };

    /// <summary>A value that it was installed with: what was given, else what its chart says; null where neither has text there.</summary>
    /// <param name="keys">The way to it, from the root.</param>
    public string? Value(IReadOnlyList<string> keys) => Find(_given, keys) ?? Find(_defaults, keys);

    internal static InstalledRelease Read(JsonElement release)
    {
        var info = release.GetProperty("info");
        var chart = release.GetProperty("chart");
        var metadata = chart.GetProperty("metadata");
        return new(
            Text(release, "name"),
            new(Text(release, "namespace")),
            release.GetProperty("version").GetInt32(),
            Text(info, "status"),
            Text(metadata, "name"),
            Text(metadata, "version"),
            info.GetProperty("last_deployed").GetDateTimeOffset().ToUniversalTime(),
            Text(info, "description"),
            Text(release, "manifest"),
            release.TryGetProperty("hooks", out var hooks) && hooks.ValueKind == JsonValueKind.Array
                ? [.. hooks.EnumerateArray().Select(InstalledHook.Read)]
                : []
        )
        {
            _given = release.TryGetProperty("config", out var given) ? given.Clone() : default,
            _defaults = chart.TryGetProperty("values", out var defaults) ? defaults.Clone() : default,
        };
    }

    internal static string Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static string? Find(JsonElement values, IReadOnlyList<string> keys)
    {
        foreach (var key in keys)
        {
            if (values.ValueKind != JsonValueKind.Object || !values.TryGetProperty(key, out values))
            {
                return null;
            }
        }

        return values.ValueKind == JsonValueKind.String ? values.GetString() : null;
    }
}

/// <summary>A hook of a release.</summary>
/// <param name="Name">The object's name.</param>
/// <param name="IsTest">Whether <c>helm test</c> runs it.</param>
/// <param name="Phase">How it last ended: <c>Succeeded</c>, <c>Failed</c>, …; null where it never ran for this revision.</param>
public sealed record InstalledHook(string Name, bool IsTest, string? Phase)
{
    /// <summary>The object's kind; of those with tests, only pods and Jobs are tests, the others support them.</summary>
    public string Kind { get; init; } = "Pod";

    /// <summary>Whether Helm waits for it now, or did in vain.</summary>
    public bool IsOpen => Phase is "Running" or "Failed";

    internal static InstalledHook Read(JsonElement hook) =>
        new(
            InstalledRelease.Text(hook, "name"),
            hook.TryGetProperty("events", out var events)
                && events.EnumerateArray().Any(entry => entry.GetString() is "test" or "test-success"),
            hook.TryGetProperty("last_run", out var run) && InstalledRelease.Text(run, "phase") is { Length: > 0 } phase
                ? phase
                : null
        )
        {
            Kind = InstalledRelease.Text(hook, "kind"),
        };
}
