namespace Deploy.Model.Runs;

/// <summary>Something that a stage proved: the journal keeps it, and reports are made of it.</summary>
/// <param name="Service">The service that it is about.</param>
public abstract record Fact(ServiceName Service)
{
    /// <summary>The stage that proves facts of this kind.</summary>
    public abstract Stage Stage { get; }

    /// <summary>What it says: one line, without its service.</summary>
    public abstract string Text { get; }

    /// <summary>Whether it was so before, so that nothing had to be done.</summary>
    public virtual bool IsOld => false;

    /// <summary>Whether it is worth a line where little is said.</summary>
    public virtual bool IsNews => !IsOld;
}

/// <summary>A PEX is there.</summary>
/// <param name="Service">Whose.</param>
/// <param name="Image">The name of the image that it is for.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Digest">What is in it.</param>
/// <param name="Reused">Whether it was there already, from the same inputs.</param>
public sealed record PexBuilt(ServiceName Service, string Image, string Path, Digest Digest, bool Reused)
    : Fact(Service)
{
    /// <inheritdoc/>
    public override Stage Stage => Stage.BuildPex;

    /// <inheritdoc/>
    public override string Text =>
        Reused ? $"{Image}: nothing changed, PEX {Digest.Short} is there" : $"{Image}: PEX {Digest.Short} built";

    /// <inheritdoc/>
    public override bool IsOld => Reused;
}

/// <summary>An image is built, here.</summary>
/// <param name="Service">Whose.</param>
/// <param name="Image">Its name in the catalog.</param>
/// <param name="Reference">What it is called; with its digest, where the builder knows it before the push.</param>
public sealed record ImageBuilt(ServiceName Service, string Image, ImageReference Reference) : Fact(Service)
{
    /// <inheritdoc/>
    public override Stage Stage => Stage.BuildImage;

    /// <inheritdoc/>
    public override string Text => $"{Image}: {Reference.Repository}:{Reference.Tag} built";
}

/// <summary>An image is in the registry.</summary>
/// <param name="Service">Whose.</param>
/// <param name="Image">Its name in the catalog.</param>
/// <param name="Reference">What it is called, with the digest that the registry has it under.</param>
/// <param name="AlreadyThere">Whether the registry had it.</param>
/// <param name="Uploaded">How many bytes the registry lacked.</param>
public sealed record ImagePushed(
    ServiceName Service,
    string Image,
    ImageReference Reference,
    bool AlreadyThere,
    long Uploaded
) : Fact(Service)
{
    /// <inheritdoc/>
    public override Stage Stage => Stage.PushEcr;

    /// <inheritdoc/>
    public override string Text =>
        AlreadyThere
            ? $"{Image}: {Reference.Repository}:{Reference.Tag} is in the registry already, {Reference.Digest?.Short}"
            : $"{Image}: {Reference.Repository}:{Reference.Tag} pushed, {Reference.Digest?.Short}{Size}";

    /// <inheritdoc/>
    public override bool IsOld => AlreadyThere;

    // Docker does not tell how much it sent.
    private string Size =>
        Uploaded switch
        {
            0 => "",
            < 10_000 => $" ({Uploaded} B uploaded)",
            < 10_000_000 => $" ({Uploaded / 1000} kB uploaded)",
            _ => $" ({Uploaded / 1_000_000} MB uploaded)",
        };
}

/// <summary>A tag in a values file is what it should be.</summary>
/// <param name="Service">Whose.</param>
/// <param name="File">The file, relative to the repository.</param>
/// <param name="Path">The value.</param>
/// <param name="Old">What it was; null where it was missing.</param>
/// <param name="New">What it is.</param>
public sealed record ValueUpdated(ServiceName Service, string File, string Path, string? Old, string New)
    : Fact(Service)
{
    /// <inheritdoc/>
    public override Stage Stage => Stage.UpdateValues;

    /// <inheritdoc/>
    public override string Text => IsOld ? $"{Path} is {New} already" : $"{Path}: {Old ?? "(nothing)"} → {New}";

    /// <inheritdoc/>
    public override bool IsOld => Old == New;
}

/// <summary>A chart's version is in the repository.</summary>
/// <param name="Service">Whose.</param>
/// <param name="Chart">The chart.</param>
/// <param name="Version">The version.</param>
/// <param name="Digest">The package's digest.</param>
/// <param name="AlreadyThere">Whether the repository had it.</param>
public sealed record ChartPublished(
    ServiceName Service,
    ChartName Chart,
    ChartVersion Version,
    Digest Digest,
    bool AlreadyThere
) : Fact(Service)
{
    /// <inheritdoc/>
    public override Stage Stage => Stage.PublishChart;

    /// <inheritdoc/>
    public override string Text =>
        AlreadyThere ? $"{Chart} {Version} was published before" : $"{Chart} {Version} published, {Digest.Short}";

    /// <inheritdoc/>
    public override bool IsOld => AlreadyThere;
}

/// <summary>A release is deployed.</summary>
/// <param name="Service">Whose.</param>
/// <param name="Release">The release.</param>
/// <param name="Namespace">Where it is.</param>
/// <param name="Revision">Its revision now.</param>
/// <param name="Before">Its revision before; null for a first install.</param>
/// <param name="Version">The chart's version.</param>
/// <param name="Unchanged">Whether it already was what it should be, so that nothing was done.</param>
public sealed record ReleaseInstalled(
    ServiceName Service,
    ReleaseName Release,
    NamespaceName Namespace,
    int Revision,
    int? Before,
    ChartVersion Version,
    bool Unchanged
) : Fact(Service)
{
    /// <inheritdoc/>
    public override Stage Stage => Stage.HelmInstall;

    /// <inheritdoc/>
    public override string Text =>
        Unchanged ? $"{Release} is revision {Revision} already, nothing to do"
        : Before is null ? $"{Release} installed, revision {Revision}"
        : $"{Release} upgraded, revision {Before} → {Revision}";

    /// <inheritdoc/>
    public override bool IsOld => Unchanged;
}

/// <summary>A release is back at what an older revision was.</summary>
/// <param name="Service">Whose.</param>
/// <param name="Release">The release.</param>
/// <param name="Namespace">Where it is.</param>
/// <param name="From">The revision that was left.</param>
/// <param name="To">The revision that it is like again.</param>
/// <param name="Revision">Its revision now.</param>
public sealed record ReleaseRolledBack(
    ServiceName Service,
    ReleaseName Release,
    NamespaceName Namespace,
    int From,
    int To,
    int Revision
) : Fact(Service)
{
    /// <inheritdoc/>
    public override Stage Stage => Stage.HelmInstall;

    /// <inheritdoc/>
    public override string Text => $"{Release} rolled back, revision {From} → {Revision}, which is {To} again";
}

/// <summary>A release is gone.</summary>
/// <param name="Service">Whose.</param>
/// <param name="Release">The release.</param>
/// <param name="Namespace">Where it was.</param>
/// <param name="Revision">The last revision that it had.</param>
public sealed record ReleaseDeleted(ServiceName Service, ReleaseName Release, NamespaceName Namespace, int Revision)
    : Fact(Service)
{
    /// <inheritdoc/>
    public override Stage Stage => Stage.HelmInstall;

    /// <inheritdoc/>
    public override string Text => $"{Release} removed from {Namespace}";
}

/// <summary>A release's Helm tests are done.</summary>
/// <param name="Service">Whose.</param>
/// <param name="Release">The release.</param>
/// <param name="Verdict">What came of them.</param>
/// <param name="Logs">What the test pods printed.</param>
public sealed record TestsRan(ServiceName Service, ReleaseName Release, TestVerdict Verdict, string Logs)
    : Fact(Service)
{
    /// <summary>The revision that was tested; null where an older journal does not say.</summary>
    public int? Revision { get; init; }

    /// <summary>The id of the earlier run that tested it; null where this one did.</summary>
    public string? Run { get; init; }

    /// <inheritdoc/>
    public override Stage Stage => Stage.HelmTest;

    /// <inheritdoc/>
    public override string Text =>
        Verdict == TestVerdict.None ? $"{Release} has no Helm tests"
        : Verdict == TestVerdict.Simulated
            ? $"{Release}: Helm tests not run, only simulated (their images are not here)"
        : $"{Release}: Helm tests {Verdict.ToString().ToLowerInvariant()}"
            + (Run is { } run ? $" in run {run}, of this revision" : "");

    /// <inheritdoc/>
    public override bool IsOld => Run is not null;

    /// <inheritdoc/>
    public override bool IsNews => true;
}

/// <summary>What came of a release's Helm tests.</summary>
public enum TestVerdict
{
    /// <summary>All passed.</summary>
    Passed,

    /// <summary>At least one failed.</summary>
    Failed,

    /// <summary>The chart has none.</summary>
    None,

    /// <summary>The embedded platform only simulated them: nothing was tested.</summary>
    Simulated,
}
