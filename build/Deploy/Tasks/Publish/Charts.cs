using Cake.Frosting;
using Deploy.Charts;
using Deploy.Context;
using Deploy.Reporting;
using Deploy.Steps.Publish;

namespace Deploy.Tasks.Publish;

/// <summary>Lists what is published, and what the checkout has that is not.</summary>
[TaskDescription("Lists what is published, and what the checkout has that is not.")]
public sealed class Charts : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(DeployContext context) =>
        context
            .Get<ChartList>()
            .Write(
                await context
                    .Get<ChartStates>()
                    .OfAsync(
                        context.Selected.Services,
                        new PublishRules(context.Arguments.AllowDowngrade),
                        context.Interrupted
                    ),
                context.Arguments.Json
            );
}
