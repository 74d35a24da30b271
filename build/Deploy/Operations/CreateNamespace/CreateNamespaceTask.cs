using Cake.Frosting;
using Deploy.Hosting;

namespace Deploy.Operations.CreateNamespace;

/// <summary>Makes your namespace (or --namespace, or the one of --env).</summary>
[TaskName(TaskNames.CreateNamespace)]
[TaskDescription("Makes your namespace (or --namespace, or the one of --env).")]
public sealed class CreateNamespaceTask : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<CreateNamespaceStep>().RunAsync(context.Scope, context.Arguments.PlanOnly, context.Interrupted);
}
