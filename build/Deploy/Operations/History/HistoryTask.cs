using Cake.Frosting;
using Deploy.Hosting;

namespace Deploy.Operations.History;

/// <summary>Says what ran before: every revision that Helm still has.</summary>
[TaskName(TaskNames.History)]
[TaskDescription("Says what ran before: every revision that Helm still has.")]
public sealed class HistoryTask : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<HistoryStep>().RunAsync(context.Scope, context.Arguments.Json, context.Interrupted);
}
