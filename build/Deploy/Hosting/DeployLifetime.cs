using Cake.Core;
using Cake.Frosting;
using Deploy.Tools.Processes;

namespace Deploy.Hosting;

/// <summary>What happens around a run. Setup does nothing: dry runs set up too.</summary>
public sealed class DeployLifetime(DeployCommand command) : FrostingLifetime<DeployContext>
{
    /// <inheritdoc/>
    public override void Setup(DeployContext context, ISetupContext info) { }

    /// <summary>Keeps what ended the run, which decides the exit code, and tells the end.</summary>
    public override void Teardown(DeployContext context, ITeardownContext info)
    {
        command.Failure = info.ThrownException is AggregateException { InnerExceptions: [var only] }
            ? only
            : info.ThrownException ?? context.Get<Fence>().Why();
        if (Pipeline.Of(context.Arguments.Targets) is { Stages.Count: > 0 } && !context.Arguments.PlanOnly)
        {
            context.Get<RunNarrator>().End(command.Failure);
        }
    }
}
