using Cake.Frosting;
using Deploy.Hosting;

namespace Deploy.Operations.Services;

/// <summary>Lists the services of the catalog.</summary>
[TaskName(TaskNames.Services)]
[TaskDescription("Lists the services of the catalog.")]
public sealed class ServicesTask : FrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override void Run(DeployContext context) =>
        context.Get<ServicesText>().Write(context.Catalog, context.Arguments.Json);
}
