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
    /// <summary>What the user asked for.</summary>
    protected DeployArguments Arguments => arguments;

    /// <summary>Why the stage does not run.</summary>
    string IFrostingTask.SkippedMessage => WhySkipped ?? "";

    /// <summary>Why the stage is left out although the pipeline has it; null where it is not.</summary>
    protected virtual string? WhyLeftOut => null;

    /// <summary>Why nothing is built; null where something is.</summary>
    protected string? WhyNotBuilt => arguments.Tag is { } tag ? $"--tag={tag}" : null;

    private string? WhySkipped =>
        Pipeline.Of(arguments.Targets)?.Runs(stage) == true ? WhyLeftOut : $"not part of {arguments.Targets[0]}";

    /// <inheritdoc/>
    public override bool ShouldRun(DeployContext context) => WhySkipped is null;
}
