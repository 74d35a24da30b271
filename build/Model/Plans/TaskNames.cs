// What each does stands on its task, where --description reads it.
#pragma warning disable CS1591
namespace Deploy.Model.Plans;

/// <summary>What can be asked for by <c>--target</c>. A test holds them to the tasks that there are.</summary>
public static class TaskNames
{
    /// <summary>Runs where no target is named.</summary>
    public const string Default = nameof(Default);

    // Entries: how much of the pipeline runs.
    public const string InstallDev = nameof(InstallDev);
    public const string Demo = nameof(Demo);
    public const string BuildAndInstallProd = nameof(BuildAndInstallProd);
    public const string InstallProd = nameof(InstallProd);

    // Stages.
    public const string VerifyGitClean = nameof(Stage.VerifyGitClean);
    public const string BuildPex = nameof(Stage.BuildPex);
    public const string BuildImage = nameof(Stage.BuildImage);
    public const string PushEcr = nameof(Stage.PushEcr);
    public const string UpdateValues = nameof(Stage.UpdateValues);
    public const string PublishChart = nameof(Stage.PublishChart);
    public const string HelmInstall = nameof(Stage.HelmInstall);
    public const string HelmTest = nameof(Stage.HelmTest);

    // Operations.
    public const string BumpChart = nameof(BumpChart);
    public const string Charts = nameof(Charts);
    public const string CleanupAfterProd = nameof(CleanupAfterProd);
    public const string CleanupStaging = nameof(CleanupStaging);
    public const string Commit = nameof(Commit);
    public const string CreateNamespace = nameof(CreateNamespace);
    public const string Delete = nameof(Delete);
    public const string Diff = nameof(Diff);
    public const string Doctor = nameof(Doctor);
    public const string Export = nameof(Export);
    public const string History = nameof(History);
    public const string PortForward = nameof(PortForward);
    public const string RepoInit = nameof(RepoInit);
    public const string RepoVerify = nameof(RepoVerify);
    public const string Report = nameof(Report);
    public const string Revert = nameof(Revert);
    public const string Rollback = nameof(Rollback);
    public const string Runs = nameof(Runs);
    public const string Sandbox = nameof(Sandbox);
    public const string Services = nameof(Services);
    public const string ShowPlan = nameof(ShowPlan);
    public const string Status = nameof(Status);
    public const string Unlock = nameof(Unlock);

    /// <summary>All of them: entries first, then stages in their order, then operations.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Default,
        InstallDev,
        Demo,
        BuildAndInstallProd,
        InstallProd,
        .. Enum.GetNames<Stage>(),
        BumpChart,
        Charts,
        CleanupAfterProd,
        CleanupStaging,
        Commit,
        CreateNamespace,
        Delete,
        Diff,
        Doctor,
        Export,
        History,
        PortForward,
        RepoInit,
        RepoVerify,
        Report,
        Revert,
        Rollback,
        Runs,
        Sandbox,
        Services,
        ShowPlan,
        Status,
        Unlock,
    ];

    /// <summary>Refuses a target that does not exist before anything is set up for it.</summary>
    /// <exception cref="UsageException">There is no such task; the nearest are named.</exception>
    public static void RequireKnown(IReadOnlyList<string> targets)
    {
        foreach (var target in targets)
        {
            if (!All.Contains(target, StringComparer.OrdinalIgnoreCase))
            {
                throw new UsageException($"There is no task {Printable.Quote(target)}{Nearest.Suggestion(target, All)}")
                {
                    NextStep = "--description lists the tasks",
                };
            }
        }
    }
}
