namespace Deploy.Journal.Records;

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
