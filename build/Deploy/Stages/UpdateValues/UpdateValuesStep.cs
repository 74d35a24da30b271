using Deploy.Stages.VerifyGitClean;
using Deploy.Tools.Files;

namespace Deploy.Stages.UpdateValues;

/// <summary>Writes the new image tags into the values files: all of a run's, or none.</summary>
public sealed class UpdateValuesStep(VerifyGit git, FileSet files, RepositoryPaths paths, IRunEvents events)
{
    /// <summary>Writes, after another look at git: the build may have taken long.</summary>
    /// <exception cref="RefusedException">Something changed in the checkout or upstream since the run began.</exception>
    public async Task RunAsync(Plan plan, CancellationToken cancellation)
    {
        if (plan.Scope.Environment.HasThrowAwayValues)
        {
            events.Publish(new Note($"{plan.Scope.Environment} gets its tags when installing; no file is changed"));
            return;
        }

        await git.RunAsync(plan, cancellation);
        var changed = plan.Services.Select(service => service.Values).OfType<PlannedFile>().ToList();
        changed.ForEach(RequireUntouched);
        files.Replace(changed);
        foreach (var fact in plan.Services.SelectMany(Facts))
        {
            events.Publish(new Proven(fact));
        }

        if (changed.Count > 0)
        {
            events.Publish(
                new Note(
                    $"have the new tags merged; {plan.Scope.Command(TaskNames.Commit, plan.Services.Select(service => service.Service))} makes a branch of them"
                )
            );
        }
    }

    private void RequireUntouched(PlannedFile file)
    {
        if (!File.ReadAllBytes(paths.Absolute(file.Path)).AsSpan().SequenceEqual(file.Old.Span))
        {
            throw new RefusedException($"{file.Path} was changed by somebody else since the run began")
            {
                NextStep = "nothing was written; look at the change, and run again",
            };
        }
    }

    private static IEnumerable<Fact> Facts(ServicePlan service) =>
        service.Images.Select(image => new ValueUpdated(
            service.Service.Name,
            service.Chart.ValuesFile,
            image.TagPath,
            image.CurrentTag,
            image.Tag.Value
        ));
}
