using Cake.Frosting;
using Deploy.Context;
using Deploy.Steps.Exporting;

namespace Deploy.Tasks.Operate;

/// <summary>Writes the plan down as manifests for Flux, Argo CD or helmfile; installs nothing.</summary>
[TaskDescription("Writes the plan down as manifests for Flux, Argo CD or helmfile; installs nothing.")]
public sealed class Export : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context
            .Get<ExportReleases>()
            .RunAsync(
                context.Plan,
                new(context.Arguments.Format, context.Arguments.OutputFolder, context.Arguments.RepositoryUrl),
                context.Interrupted
            );
}
