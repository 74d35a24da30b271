using Cake.Core;
using Cake.Frosting;

namespace Deploy.Hosting;

/// <summary>What happens around a task: where it is a stage of the run, its beginning and end are told.</summary>
public sealed class DeployTaskLifetime : FrostingTaskLifetime<DeployContext>
{
    /// <inheritdoc/>
    public override void Setup(DeployContext context, ITaskSetupContext info)
    {
        if (StageOf(context, info.Task) is { } stage && Pipeline.Of(context.Arguments.Targets)?.Runs(stage) == true)
        {
            context.Get<RunNarrator>().Begin(stage);
        }
    }

    /// <inheritdoc/>
    public override void Teardown(DeployContext context, ITaskTeardownContext info)
    {
        if (StageOf(context, info.Task) is { } stage)
        {
            var outcome =
                info.Skipped ? StageOutcome.Skipped
                : info.Successful ? StageOutcome.Done
                : StageOutcome.Failed;
            var why = info.Skipped ? context.Arguments.WhySkipped(stage) : null;
            context.Get<RunNarrator>().End(stage, outcome, info.Duration, why);
        }
    }

    private static Stage? StageOf(DeployContext context, ICakeTaskInfo task) =>
        Pipeline.Of(context.Arguments.Targets) is { Stages.Count: > 0 }
        && Enum.TryParse<Stage>(task.Name, out var stage)
            ? stage
            : null;
}
