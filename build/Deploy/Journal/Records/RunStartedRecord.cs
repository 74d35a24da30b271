using Deploy.Model;

namespace Deploy.Journal;

/// <summary>A run began: who runs what, where to, and what is planned.</summary>
/// <param name="Schema">The version of the journal's format (<see cref="CurrentSchema"/>).</param>
/// <param name="Run">The run's id.</param>
/// <param name="CommandLine">What the user typed, word by word; secrets masked.</param>
/// <param name="Target">The task that was asked for.</param>
/// <param name="Environment">Where to.</param>
/// <param name="Cluster">On which cluster.</param>
/// <param name="Platform">On which platform.</param>
/// <param name="Namespaces">Into which namespaces.</param>
/// <param name="Stages">The stages that run, in their order.</param>
/// <param name="Commit">The commit that it is made from, in full.</param>
/// <param name="Subject">The first line of the commit's message.</param>
/// <param name="DirtyContent">A hash of what the tree adds to the commit; null where it adds nothing.</param>
/// <param name="User">Who ran it.</param>
/// <param name="Host">On which machine.</param>
/// <param name="ProcessId">In which process.</param>
/// <param name="Reason">Why a guard was passed, if a reason was given.</param>
/// <param name="Services">What is planned for each service.</param>
internal sealed record RunStartedRecord(
    int Schema,
    string Run,
    IReadOnlyList<string> CommandLine,
    string Target,
    string Environment,
    string Cluster,
    string Platform,
    IReadOnlyList<string> Namespaces,
    IReadOnlyList<Stage> Stages,
    string Commit,
    string Subject,
    string? DirtyContent,
    string User,
    string Host,
    int ProcessId,
    string? Reason,
    IReadOnlyList<PlannedServiceRecord> Services
) : RunRecord
{
    /// <summary>The format that this program writes. A change that a reader has to know of raises it.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The run that it goes on with; null where it stands alone.</summary>
    public string? Resumes { get; init; }

    /// <summary>The record of a run's beginning.</summary>
    public static RunStartedRecord Of(RunStarted run, Redaction mask)
    {
        var (scope, source) = (run.Plan.Scope, run.Plan.Source);
        return new(
            CurrentSchema,
            run.Id,
            [.. run.CommandLine.Select(mask.Apply)],
            scope.Pipeline.Target,
            scope.Environment.Name,
            scope.Cluster.Name,
            run.Platform.ToString().ToLowerInvariant(),
            [.. scope.Namespaces.Select(name => name.Value)],
            scope.Pipeline.Stages,
            source.Commit,
            mask.Apply(source.Subject),
            source.DirtyContent,
            run.User,
            run.Host,
            run.ProcessId,
            run.Plan.Options.Reason is { } reason ? mask.Apply(reason.Text) : null,
            [.. run.Plan.Services.Select(service => PlannedServiceRecord.Of(service, run.Plan))]
        )
        {
            Resumes = run.Resumes,
        };
    }
}

/// <summary>What is planned for one service.</summary>
internal sealed record PlannedServiceRecord(
    string Name,
    string Chart,
    string Version,
    string ChartSource,
    IReadOnlyList<string> Images,
    IReadOnlyList<PlannedEditRecord> Edits,
    IReadOnlyList<PlannedReleaseRecord> Releases
)
{
    /// <summary>The record of a service's plan.</summary>
    public static PlannedServiceRecord Of(ServicePlan service, Plan plan) =>
        new(
            service.Service.Name.Value,
            service.Chart.Name.Value,
            service.Chart.Version.Value,
            service.Chart.Source.ToString().ToLowerInvariant(),
            [.. service.Images.Select(image => image.Reference.ToString())],
            [.. EditsOf(service, plan)],
            [
                .. service.Releases.Select(release => new PlannedReleaseRecord(
                    release.Name.Value,
                    release.Namespace.Value,
                    release.Context,
                    release.InstallTimeout.TotalSeconds
                )),
            ]
        );

    private static IEnumerable<PlannedEditRecord> EditsOf(ServicePlan service, Plan plan) =>
        !plan.Scope.Pipeline.Runs(Stage.UpdateValues) || plan.Scope.Environment.HasThrowAwayValues
            ? []
            : service
                .Images.Where(image => image.ChangesTag)
                .Select(image => new PlannedEditRecord(
                    service.Chart.ValuesFile,
                    image.TagPath,
                    image.CurrentTag,
                    image.Tag.Value
                ));
}

/// <summary>A value that gets another tag.</summary>
internal sealed record PlannedEditRecord(string File, string Path, string? Old, string New);

/// <summary>A release that is planned.</summary>
internal sealed record PlannedReleaseRecord(string Name, string Namespace, string Context, double TimeoutSeconds);
