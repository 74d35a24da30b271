using Cake.Frosting;
using Deploy.Charts.Publishing;
using Deploy.Hosting;

namespace Deploy.Operations.Charts;

/// <summary>Lists what is published, and what the checkout has that is not.</summary>
[TaskName(TaskNames.Charts)]
[TaskDescription("Lists what is published, and what the checkout has that is not.")]
public sealed class ChartsTask : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(DeployContext context) =>
        context
            .Get<ChartsText>()
            .Write(
                await context
                    .Get<ChartsStep>()
                    .OfAsync(
                        context.Selected.Services,
                        new PublishRules(context.Arguments.AllowDowngrade),
                        context.Interrupted
                    ),
                context.Arguments.Json
            );
}
