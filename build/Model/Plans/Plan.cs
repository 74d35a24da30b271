namespace Deploy.Model.Plans;

/// <summary>
/// Everything that a run will do, decided before it does anything. The stages carry it out; none of them asks the
/// command line, the environment or the clock.
/// </summary>
/// <param name="Scope">Where the run goes.</param>
/// <param name="Options">How it is done.</param>
/// <param name="Source">What it is made from.</param>
/// <param name="Services">What happens to each service, in the order in which they are installed.</param>
public sealed record Plan(
    RunScope Scope,
    RunOptions Options,
    SourceRevision Source,
    IReadOnlyList<ServicePlan> Services
)
{
    /// <summary>Whether the images are built and pushed by the run itself, and no tag of an earlier one was given.</summary>
    public bool Builds => Options.Tag is null && Scope.Pipeline.Runs(Stage.PushEcr);

    /// <summary>The services that leave staging when this run is done: it brings them to prod, and they do not stay there.</summary>
    public IReadOnlyList<Service> LeavingStaging =>
        Scope.Environment.Name == DeployEnvironment.Prod
        && (Scope.Pipeline == Pipeline.InstallProd || Scope.Pipeline == Pipeline.BuildAndInstallProd)
            ? [.. Services.Select(service => service.Service).Where(service => !service.KeepInStaging)]
            : [];
}

/// <summary>How a run is done.</summary>
public sealed record RunOptions
{
    /// <summary>How many things are done at once.</summary>
    public required int Concurrency { get; init; }

    /// <summary>How many releases are installed or tested at once: more than other things, because they mostly wait.</summary>
    public int ReleasesAtOnce { get; init; } = 1;

    /// <summary>Whether nothing more is started after a failure.</summary>
    public bool FailFast { get; init; }

    /// <summary>How long each install may take, where the user said so.</summary>
    public TimeSpan? InstallTimeout { get; init; }

    /// <summary>How long to wait for a lock that another run has; null to refuse at once.</summary>
    public TimeSpan? LockWait { get; init; }

    /// <summary>The image tag to use, where the user named one.</summary>
    public ImageTag? Tag { get; init; }

    /// <summary>Whether releases are uninstalled first.</summary>
    public bool DeleteFirst { get; init; }

    /// <summary>Whether Helm tests are left out.</summary>
    public bool SkipTests { get; init; }

    /// <summary>Whether failing Helm tests fail the run.</summary>
    public bool StrictTests { get; init; }

    /// <summary>Whether an older chart version may be published.</summary>
    public bool AllowDowngrade { get; init; }

    /// <summary>Whether the git guard only warns.</summary>
    public bool IgnoreGitCheck { get; init; }

    /// <summary>Whether pending migrations only warn.</summary>
    public bool SkipMigrations { get; init; }

    /// <summary>Whether confirmations are answered beforehand.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>Why a guard is passed.</summary>
    public Reason? Reason { get; init; }

    /// <summary>Whether guards that look at the outside world refuse, or only warn as on the embedded platform.</summary>
    public bool GuardsRefuse { get; init; } = true;
}

/// <summary>The commit, and what the tree adds to it.</summary>
/// <param name="Commit">The commit's id, in full.</param>
/// <param name="CommittedAt">When it was committed.</param>
/// <param name="Subject">The first line of its message.</param>
/// <param name="DirtyContent">A short hash of what differs from the commit; null where nothing does.</param>
public sealed record SourceRevision(string Commit, DateTimeOffset CommittedAt, string Subject, string? DirtyContent)
{
    /// <summary>Enough of the commit to recognise it.</summary>
    public string ShortCommit => Commit[..ImageTag.CommitDigits];
}

/// <summary>What happens to one service.</summary>
/// <param name="Service">Which.</param>
/// <param name="Chart">Its chart.</param>
/// <param name="Images">Its images, with the tags that will run.</param>
/// <param name="Releases">Its releases: one per namespace.</param>
/// <param name="Values">The values file with its new tags; null where no tag is written, or none changes.</param>
public sealed record ServicePlan(
    Service Service,
    PlannedChart Chart,
    IReadOnlyList<PlannedImage> Images,
    IReadOnlyList<PlannedRelease> Releases,
    PlannedFile? Values
);

/// <summary>A file that gets other content.</summary>
/// <param name="Path">The file, relative to the repository.</param>
/// <param name="Old">What it has.</param>
/// <param name="New">What it will have.</param>
public sealed record PlannedFile(string Path, ReadOnlyMemory<byte> Old, ReadOnlyMemory<byte> New);

/// <summary>The chart of a service.</summary>
/// <param name="Name">Its name, as Chart.yaml has it.</param>
/// <param name="Version">Its version.</param>
/// <param name="Folder">Its folder, relative to the repository.</param>
/// <param name="Source">Where the one that is installed comes from.</param>
public sealed record PlannedChart(ChartName Name, ChartVersion Version, string Folder, ChartSource Source)
{
    /// <summary>The values file of the chart, relative to the repository.</summary>
    public string ValuesFile => $"{Folder}/values.yaml";
}

/// <summary>An image of a service.</summary>
/// <param name="Template">What it is made of.</param>
/// <param name="Reference">Its name in the registry, with the tag that will run.</param>
/// <param name="TagPath">The value that holds the tag.</param>
/// <param name="CurrentTag">The tag that values.yaml has now; null where it has none.</param>
/// <param name="DigestPath">The value that pins its content; null where the chart has none.</param>
public sealed record PlannedImage(
    ImageTemplate Template,
    ImageReference Reference,
    string TagPath,
    string? CurrentTag,
    string? DigestPath
)
{
    /// <summary>The tag that will run.</summary>
    public ImageTag Tag => Reference.Tag!;

    /// <summary>Whether values.yaml has another tag than the one that will run.</summary>
    public bool ChangesTag => CurrentTag != Tag.Value;
}

/// <summary>A release of a service.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Namespace">Where it is.</param>
/// <param name="Context">The kubeconfig context that reaches its cluster.</param>
/// <param name="Values">What is given on top of the chart's values.</param>
/// <param name="InstallTimeout">How long the install may take.</param>
/// <param name="TestsTimeout">How long its Helm tests may take.</param>
public sealed record PlannedRelease(
    ReleaseName Name,
    NamespaceName Namespace,
    string Context,
    IReadOnlyList<PlannedValue> Values,
    TimeSpan InstallTimeout,
    TimeSpan TestsTimeout
);

/// <summary>A value given at install time.</summary>
/// <param name="Path">Where it goes, keys separated by dots.</param>
/// <param name="Value">What it is, as JSON: <c>"text"</c>, <c>3</c>, <c>true</c>.</param>
public sealed record PlannedValue(string Path, string Value);
