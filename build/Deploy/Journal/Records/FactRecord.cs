using System.Globalization;

namespace Deploy.Journal.Records;

/// <summary>A fact as plain names and texts, so that the journal can be read by anything, for years.</summary>
/// <param name="Kind">What kind of fact it is, e.g. <c>release_installed</c>.</param>
/// <param name="Details">What it says; a name whose value is null is left out.</param>
internal sealed record FactRecord(string Kind, IReadOnlyDictionary<string, string> Details)
{
    /// <summary>The record of a fact.</summary>
    public static FactRecord Of(Fact fact)
    {
        var (kind, details) = Parts(fact);
        return new(
            kind,
            details
                .Where(detail => detail.Value is not null)
                .ToDictionary(detail => detail.Name, detail => detail.Value!)
        );
    }

    /// <summary>The fact again; null where another version of the program wrote what this one cannot read.</summary>
    public Fact? For(ServiceName service)
    {
        try
        {
            return Read(service);
        }
        catch (Exception problem) when (problem is KeyNotFoundException or DeployException or FormatException)
        {
            return null;
        }
    }

    private Fact? Read(ServiceName service) =>
        Kind switch
        {
            "pex_built" => new PexBuilt(service, this["image"], this["path"], new(this["digest"]), Is("reused")),
            "image_built" => new ImageBuilt(service, this["image"], Reference(this["reference"])),
            "image_pushed" => new ImagePushed(
                service,
                this["image"],
                Reference(this["reference"]),
                Is("already_there"),
                long.Parse(this["uploaded"], CultureInfo.InvariantCulture)
            ),
            "value_updated" => new ValueUpdated(service, this["file"], this["path"], Find("old"), this["new"]),
            "chart_published" => new ChartPublished(
                service,
                new(this["chart"]),
                new(this["version"]),
                new(this["digest"]),
                Is("already_there")
            ),
            "release_installed" => new ReleaseInstalled(
                service,
                new(this["release"]),
                new(this["namespace"]),
                Number(this["revision"]),
                Find("before") is { } before ? Number(before) : null,
                new(this["version"]),
                Is("unchanged")
            ),
            "release_rolled_back" => new ReleaseRolledBack(
                service,
                new(this["release"]),
                new(this["namespace"]),
                Number(this["from"]),
                Number(this["to"]),
                Number(this["revision"])
            ),
            "release_deleted" => new ReleaseDeleted(
                service,
                new(this["release"]),
                new(this["namespace"]),
                Number(this["revision"])
            ),
            "tests_ran" => new TestsRan(
                service,
                new(this["release"]),
                Enum.TryParse<TestVerdict>(this["verdict"], ignoreCase: true, out var verdict)
                    ? verdict
                    : throw new FormatException(),
                this["logs"]
            )
            {
                Revision = Find("revision") is { } tested ? Number(tested) : null,
                Run = Find("run"),
            },
            _ => null,
        };

    private string this[string name] => Details[name];

    private string? Find(string name) => Details.GetValueOrDefault(name);

    private bool Is(string name) => Find(name) == "true";

    // registry[:port]/repository[:tag][@digest]
    private static ImageReference Reference(string text)
    {
        var (named, digest) = text.Split('@') is [var before, var after] ? (before, new Digest(after)) : (text, null);
        var slash = named.IndexOf('/', StringComparison.Ordinal);
        var colon = named.LastIndexOf(':');
        var (path, tag) =
            colon > slash
                ? (named[(slash + 1)..colon], new ImageTag(named[(colon + 1)..]))
                : (named[(slash + 1)..], null);
        return new(new(named[..Math.Max(slash, 0)]), new(path), tag, digest);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static (string Kind, (string Name, string? Value)[] Details) Parts(Fact fact) =>
        fact switch
        {
            PexBuilt pex => (
                "pex_built",
                [("image", pex.Image), ("path", pex.Path), ("digest", pex.Digest.Value), ("reused", Text(pex.Reused))]
            ),
            ImageBuilt image => ("image_built", [("image", image.Image), ("reference", image.Reference.ToString())]),
            ImagePushed image => (
                "image_pushed",
                [
                    ("image", image.Image),
                    ("reference", image.Reference.ToString()),
                    ("already_there", Text(image.AlreadyThere)),
                    ("uploaded", Text(image.Uploaded)),
                ]
            ),
            ValueUpdated value => (
                "value_updated",
                [("file", value.File), ("path", value.Path), ("old", value.Old), ("new", value.New)]
            ),
            ChartPublished chart => (
                "chart_published",
                [
                    ("chart", chart.Chart.Value),
                    ("version", chart.Version.Value),
                    ("digest", chart.Digest.Value),
                    ("already_there", Text(chart.AlreadyThere)),
                ]
            ),
            ReleaseInstalled release => (
                "release_installed",
                [
                    ("release", release.Release.Value),
                    ("namespace", release.Namespace.Value),
                    ("revision", Text(release.Revision)),
                    ("before", release.Before is { } before ? Text(before) : null),
                    ("version", release.Version.Value),
                    ("unchanged", Text(release.Unchanged)),
                ]
            ),
            ReleaseRolledBack release => (
                "release_rolled_back",
                [
                    ("release", release.Release.Value),
                    ("namespace", release.Namespace.Value),
                    ("from", Text(release.From)),
                    ("to", Text(release.To)),
                    ("revision", Text(release.Revision)),
                ]
            ),
            ReleaseDeleted release => (
                "release_deleted",
                [
                    ("release", release.Release.Value),
                    ("namespace", release.Namespace.Value),
                    ("revision", Text(release.Revision)),
                ]
            ),
            TestsRan tests => (
                "tests_ran",
                [
                    ("release", tests.Release.Value),
                    ("verdict", tests.Verdict.ToString().ToLowerInvariant()),
                    ("revision", tests.Revision is { } tested ? Text(tested) : null),
                    ("run", tests.Run),
                    ("logs", tests.Logs),
                ]
            ),
            _ => throw new NotSupportedException($"the journal does not know {fact.GetType().Name}"),
        };

    private static string Text(bool value) => value ? "true" : "false";

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
