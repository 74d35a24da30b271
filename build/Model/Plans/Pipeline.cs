namespace Deploy.Model.Plans;

/// <summary>How much of the pipeline a target runs, and under which rules.</summary>
/// <param name="Target">The task that was asked for.</param>
/// <param name="Stages">The stages that run.</param>
public sealed record Pipeline(string Target, IReadOnlyList<Stage> Stages)
{
    private static readonly Stage[] _everyStage =
    [
        Stage.VerifyGitClean,
        Stage.BuildPex,
        Stage.BuildImage,
        Stage.PushEcr,
        Stage.UpdateValues,
        Stage.PublishChart,
        Stage.HelmInstall,
        Stage.HelmTest,
    ];

    /// <summary>Builds from whatever the tree holds, and installs into the user's own namespace.</summary>
    public static readonly Pipeline InstallDev = new(
        nameof(InstallDev),
        [Stage.BuildPex, Stage.BuildImage, Stage.PushEcr, Stage.HelmInstall, Stage.HelmTest]
    )
    {
        DefaultEnvironment = "dev",
        ChartSource = ChartSource.Checkout,
        IsStrictAboutGit = false,
    };

    /// <summary>The same, and keeps the embedded platform running afterwards.</summary>
    public static readonly Pipeline Demo = InstallDev with { Target = nameof(Demo) };

    /// <summary>Builds what was merged, and installs it to staging.</summary>
    public static readonly Pipeline BuildAndInstallProd = new(nameof(BuildAndInstallProd), _everyStage)
    {
        DefaultEnvironment = "staging",
    };

    /// <summary>Installs what values.yaml says.</summary>
    public static readonly Pipeline InstallProd = new(
        nameof(InstallProd),
        [Stage.VerifyGitClean, Stage.PublishChart, Stage.HelmInstall, Stage.HelmTest]
    )
    {
        DefaultEnvironment = "prod",
    };

    /// <summary>Compares what would be installed with what is: planned like an install, and no stage of it runs.</summary>
    public static readonly Pipeline Diff = new(nameof(Diff), [Stage.HelmInstall])
    {
        DefaultEnvironment = "prod",
        IsStrictAboutGit = false,
    };

    /// <summary>Writes a plan down for an engine that carries it out: planned like an install, and no stage of it runs.</summary>
    public static readonly Pipeline Export = new(nameof(Export), [Stage.HelmInstall])
    {
        IsStrictAboutGit = false,
        Unnamed = _ => true,
    };

    /// <summary>The environment when none is named; null where one has to be.</summary>
    public string? DefaultEnvironment { get; private init; }

    /// <summary>Where the charts that it installs come from.</summary>
    public ChartSource ChartSource { get; private init; } = ChartSource.Repository;

    /// <summary>Whether the checkout has to be what upstream's main branch has.</summary>
    public bool IsStrictAboutGit { get; private init; } = true;

    /// <summary>The services that are meant when none is named; null where one has to be.</summary>
    public Func<Service, bool>? Unnamed { get; private init; }

    /// <summary>Whether it goes to no other environment than its default, and takes no other services than its own.</summary>
    public bool IsBound { get; private init; }

    /// <summary>The pipelines that people ask for by name.</summary>
    public static IReadOnlyList<Pipeline> Entries => [InstallDev, Demo, BuildAndInstallProd, InstallProd];

    /// <summary>Tasks that look after what is deployed: they have a scope, and no stage.</summary>
    public static IReadOnlyList<Pipeline> Operations { get; } =
    [
        Operation(TaskNames.CreateNamespace, "dev") with
        {
            Unnamed = _ => true,
        },
        Operation(TaskNames.PortForward, "dev"),
        Operation(TaskNames.Status, null) with
        {
            Unnamed = _ => true,
        },
        Operation(TaskNames.History, null),
        Operation(TaskNames.Rollback, null),
        Operation(TaskNames.Revert, DeployEnvironment.Staging),
        Operation(TaskNames.Delete, null),
        Operation(TaskNames.CleanupStaging, DeployEnvironment.Staging) with
        {
            Unnamed = service => !service.KeepInStaging,
            IsBound = true,
        },
        Operation(TaskNames.Unlock, null),
        Operation(TaskNames.Commit, "staging"),
    ];

    /// <summary>Why a stage does not run that a target's pipeline does not have.</summary>
    public static string WhyNot(string target) => $"not part of {target}";

    /// <summary>The pipeline of a target; null where the target is not about deploying.</summary>
    /// <remarks>A stage by itself brings those before it whose output it cannot do without, and no others.</remarks>
    public static Pipeline? Of(string target) =>
        Entries
            .Concat(Operations)
            .Append(Diff)
            .Append(Export)
            .FirstOrDefault(entry => entry.Target.Equals(target, StringComparison.OrdinalIgnoreCase))
        ?? OfStage(target);

    /// <summary>The one pipeline among several targets; null where none is about deploying.</summary>
    /// <exception cref="UsageException">There is more than one.</exception>
    public static Pipeline? Of(IReadOnlyList<string> targets)
    {
        var pipelines = targets.Select(Of).OfType<Pipeline>().ToList();
        return pipelines.Count <= 1
            ? pipelines.FirstOrDefault()
            : throw new UsageException(
                $"{string.Join(" and ", pipelines.Select(pipeline => pipeline.Target))} are two ways through one pipeline"
            )
            {
                NextStep = "give one --target; each brings the stages that it needs",
            };
    }

    /// <summary>Whether a stage runs.</summary>
    public bool Runs(Stage stage) => Stages.Contains(stage);

    private static Pipeline Operation(string target, string? environment) =>
        new(target, []) { DefaultEnvironment = environment, IsStrictAboutGit = false };

    private static Pipeline? OfStage(string target)
    {
        foreach (var stage in _everyStage)
        {
            if (stage.ToString().Equals(target, StringComparison.OrdinalIgnoreCase))
            {
                return OfStage(stage);
            }
        }

        return null;
    }

    private static Pipeline OfStage(Stage stage) =>
        stage switch
        {
            Stage.BuildPex => new(stage.ToString(), [Stage.BuildPex])
            {
                DefaultEnvironment = "dev",
                IsStrictAboutGit = false,
            },
            Stage.BuildImage => new(stage.ToString(), [Stage.BuildPex, Stage.BuildImage])
            {
                DefaultEnvironment = "dev",
                IsStrictAboutGit = false,
            },
            Stage.PushEcr => new(stage.ToString(), [Stage.BuildPex, Stage.BuildImage, Stage.PushEcr])
            {
                DefaultEnvironment = "dev",
                IsStrictAboutGit = false,
            },
            Stage.VerifyGitClean => new(stage.ToString(), [stage]) { DefaultEnvironment = "prod" },
            Stage.UpdateValues or Stage.PublishChart => new(stage.ToString(), [Stage.VerifyGitClean, stage])
            {
                DefaultEnvironment = "staging",
            },
            Stage.HelmInstall => new(stage.ToString(), [Stage.VerifyGitClean, stage]),
            Stage.HelmTest => new(stage.ToString(), [stage]) { IsStrictAboutGit = false },
        };
}

/// <summary>Where the charts that are installed come from.</summary>
public enum ChartSource
{
    /// <summary>The chart repository: what was published.</summary>
    Repository,

    /// <summary>The chart's folder in the checkout.</summary>
    Checkout,
}
