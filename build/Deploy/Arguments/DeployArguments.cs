namespace Deploy.Arguments;

/// <summary>What the user asked for: parsed once, typed, and complete before anything runs.</summary>
public sealed record DeployArguments
{
    /// <summary>The tasks to run.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [TaskNames.Default];

    /// <summary>The terms of <c>--services</c>, split at commas.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>The environment, if one was named.</summary>
    public string? Environment { get; init; }

    /// <summary>The namespaces to install in, for dev.</summary>
    public IReadOnlyList<NamespaceName> Namespaces { get; init; } = [];

    /// <summary>The image tag to use instead of a new one.</summary>
    public ImageTag? Tag { get; init; }

    /// <summary>The files of the catalog; empty for the default one.</summary>
    public IReadOnlyList<string> Catalogs { get; init; } = [];

    /// <summary>The platform, where it is not the catalog's.</summary>
    public PlatformKind? Platform { get; init; }

    /// <summary>Whether to say what would be done, and stop.</summary>
    public bool PlanOnly { get; init; }

    /// <summary>The file that the plan is kept in; null where nobody asked for it.</summary>
    public string? SavePlan { get; init; }

    /// <summary>The file of the plan to run; null to make one.</summary>
    public string? UsePlan { get; init; }

    /// <summary>Whether a run that did not end well goes on.</summary>
    public bool Resume { get; init; }

    /// <summary>How many things are done at once.</summary>
    public int? Concurrency { get; init; }

    /// <summary>Whether nothing more is started after a failure.</summary>
    public bool FailFast { get; init; }

    /// <summary>How long each install may take.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long to wait for a lock that another run has; null to refuse at once.</summary>
    public TimeSpan? LockWait { get; init; }

    /// <summary>Whether to uninstall a dev release first.</summary>
    public bool Delete { get; init; }

    /// <summary>Whether Helm tests are left out.</summary>
    public bool SkipTests { get; init; }

    /// <summary>Whether failing Helm tests fail the run.</summary>
    public bool StrictTests { get; init; }

    /// <summary>Whether temporary files stay.</summary>
    public bool KeepFiles { get; init; }

    /// <summary>The part of charts' versions to raise.</summary>
    public VersionPart Part { get; init; } = VersionPart.Patch;

    /// <summary>Whether what is missing in the chart repository is added.</summary>
    public bool Repair { get; init; }

    /// <summary>The engine that is exported for; null where none was named.</summary>
    public ExportFormat? Format { get; init; }

    /// <summary>The folder that an export is written to; null for the default one.</summary>
    public string? OutputFolder { get; init; }

    /// <summary>Where an engine reads the charts; null for the chart repository's own address.</summary>
    public string? RepositoryUrl { get; init; }

    /// <summary>The Helm to use: <c>3</c>, <c>4</c>, or a version.</summary>
    public string? HelmVersion { get; init; }

    /// <summary>Whether confirmations are answered beforehand.</summary>
    public bool Yes { get; init; }

    /// <summary>Whether they are on the command line: nothing else speaks for an environment that asks.</summary>
    public bool YesIsTyped { get; init; }

    /// <summary>Why a guard is passed.</summary>
    public Reason? Reason { get; init; }

    /// <summary>Whether the git guard only warns.</summary>
    public bool IgnoreGitCheck { get; init; }

    /// <summary>Whether pending migrations only warn.</summary>
    public bool SkipMigrations { get; init; }

    /// <summary>Whether an older chart version may be published.</summary>
    public bool AllowDowngrade { get; init; }

    /// <summary>Whether guards refuse on the embedded platform too.</summary>
    public bool Strict { get; init; }

    /// <summary>Whether nobody is told about the run.</summary>
    public bool Silent { get; init; }

    /// <summary>Files that the run's report is written to, besides those in its folder.</summary>
    public IReadOnlyList<string> Reports { get; init; } = [];

    /// <summary>The run to report; null for the last.</summary>
    public string? Run { get; init; }

    /// <summary>Whether output is JSON.</summary>
    public bool Json { get; init; }

    /// <summary>Why a stage does not run; null where it does. The one place that decides it.</summary>
    public string? WhySkipped(Stage stage) =>
        Pipeline.Of(Targets)?.Runs(stage) != true ? Pipeline.WhyNot(Targets[0])
        : Tag is { } tag && stage is (Stage.BuildPex or Stage.BuildImage or Stage.PushEcr) ? $"--tag={tag}"
        : SkipTests && stage == Stage.HelmTest ? "--skip-tests"
        : null;
}
