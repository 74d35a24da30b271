using Cake.Frosting;
using Deploy.Context;
using Deploy.Reporting;

namespace Deploy.Tasks.Operate;

/// <summary>Lists the services of the catalog.</summary>
[TaskDescription("Lists the services of the catalog.")]
public sealed class Services : FrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override void Run(DeployContext context) =>
        context.Get<ServiceList>().Write(context.Catalog, context.Arguments.Json);
}
