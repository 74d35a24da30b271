using Cake.Frosting;
using Deploy.Arguments;
using Deploy.Hosting;

namespace Deploy.Stages;

/// <summary>A stage of the pipeline: runs where the target's pipeline has it, and says why where it does not.</summary>
/// <param name="stage">Which.</param>
/// <param name="arguments">What the user asked for.</param>
public abstract class StageTask(Stage stage, DeployArguments arguments)
    : AsyncFrostingTask<DeployContext>,
        IFrostingTask
{
    /// <summary>Why the stage does not run.</summary>
    string IFrostingTask.SkippedMessage => arguments.WhySkipped(stage) ?? "";

    /// <inheritdoc/>
    public override bool ShouldRun(DeployContext context) => arguments.WhySkipped(stage) is null;
}
