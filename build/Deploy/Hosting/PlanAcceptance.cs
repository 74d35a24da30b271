using Deploy.Planning.Saving;

namespace Deploy.Hosting;

/// <summary>Holds a plan against what was said before: by the file of a saved plan, or by the run that goes on.</summary>
internal sealed class PlanAcceptance(DeployCommand command, Lazy<SavePlan> saved, IRunEvents events)
{
    /// <summary>Takes the plan, or refuses it.</summary>
    /// <exception cref="RefusedException">It is another one than was saved, or than the run had.</exception>
    public async Task RunAsync(Plan plan, CancellationToken cancellation)
    {
        if (command.Earlier is { Plan: { } earlier })
        {
            await saved.Value.RequireSameAsync(plan, earlier, command.Arguments.UsePlan!, cancellation);
        }
        else if (command.Earlier is { Run: { } run })
        {
            run.RequireSame(plan.Source);
            events.Publish(new Note($"goes on with {run.Text}"));
        }
    }
}
