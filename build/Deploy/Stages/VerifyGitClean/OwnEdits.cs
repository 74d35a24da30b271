using Deploy.Planning;
using Deploy.Tools.Git;

namespace Deploy.Stages.VerifyGitClean;

/// <summary>
/// Knows the edits of an earlier run that was interrupted: a values file that differs from the commit only by tags which
/// a build of that commit writes. They are no reason to refuse the run that finishes the job.
/// </summary>
public sealed class OwnEdits(IGit git, ServiceCatalog catalog, RepositoryPaths paths)
{
    /// <summary>The changed files that hold nothing but this commit's tags.</summary>
    /// <param name="changes">What differs from the commit.</param>
    /// <param name="plan">Which commit, and which tags.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IReadOnlyList<string>> AmongAsync(
        IReadOnlyList<GitChange> changes,
        Plan plan,
        CancellationToken cancellation
    )
    {
        if (!plan.Scope.Pipeline.Runs(Stage.UpdateValues) || plan.Scope.Environment.HasThrowAwayValues)
        {
            return [];
        }

        var changed = changes
            .GroupBy(change => change.Path)
            .Where(file => file.All(change => change.Kind == GitChangeKind.Unstaged))
            .Select(file => file.Key)
            .ToHashSet();
        var candidates = catalog.Services.Values.Where(service => changed.Contains(ValuesFile(service))).ToList();
        var committed = await git.ContentsAsync(
            plan.Source.Commit,
            [.. candidates.Select(ValuesFile).Distinct()],
            cancellation
        );
        return [.. candidates.Where(service => IsOwn(service, plan, committed)).Select(ValuesFile).Distinct()];
    }

    private bool IsOwn(Service service, Plan plan, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> committed)
    {
        var file = ValuesFile(service);
        var path = paths.Absolute(file);
        if (!committed.TryGetValue(file, out var before) || !File.Exists(path))
        {
            return false;
        }

        var tag = plan.Options.Tag ?? ImageTags.Of(plan.Scope, service, plan.Source);
        return TagChanges
                .Between(file, before, File.ReadAllBytes(path), ImageTags.Places(plan.Scope, service))
                ?.All(change => change.New == tag.Value) == true;
    }

    private static string ValuesFile(Service service) => $"{service.ChartFolder}/values.yaml";
}
