using Cake.Frosting;
using Deploy.Hosting;
using Deploy.Journal;

namespace Deploy.Operations.Runs;

/// <summary>Lists the last runs in this checkout, and how they ended.</summary>
[TaskName(TaskNames.Runs)]
[TaskDescription("Lists the last runs in this checkout, and how they ended.")]
public sealed class RunsTask : FrostingTask<DeployContext>
{
    private const int Shown = 20;

    /// <inheritdoc/>
    public override void Run(DeployContext context) =>
        context.Get<RunsText>().Write([.. context.Get<RunHistory>().Latest(Shown)], context.Arguments.Json);
}
