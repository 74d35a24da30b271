using Cake.Frosting;
using Deploy.Hosting;

namespace Deploy.Operations.Export;

/// <summary>Writes the plan down as manifests for Flux, Argo CD or helmfile; installs nothing.</summary>
[TaskName(TaskNames.Export)]
[TaskDescription("Writes the plan down as manifests for Flux, Argo CD or helmfile; installs nothing.")]
public sealed class ExportTask : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context
            .Get<ExportStep>()
            .RunAsync(
                context.Plan,
                new(context.Arguments.Format, context.Arguments.OutputFolder, context.Arguments.RepositoryUrl),
                context.Interrupted
            );
}
