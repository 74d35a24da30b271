using Cake.Frosting;
using Deploy.Context;
using Deploy.Steps.Operate;

namespace Deploy.Tasks.Operate;

/// <summary>Says what ran before: every revision that Helm still has.</summary>
[TaskDescription("Says what ran before: every revision that Helm still has.")]
public sealed class History : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<ShowHistory>().RunAsync(context.Scope, context.Arguments.Json, context.Interrupted);
}
