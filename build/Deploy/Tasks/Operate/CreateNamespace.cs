using Cake.Frosting;
using Deploy.Context;
using Deploy.Steps.Operate;

namespace Deploy.Tasks.Operate;

/// <summary>Makes your namespace (or --namespace, or the one of --env).</summary>
[TaskDescription("Makes your namespace (or --namespace, or the one of --env).")]
public sealed class CreateNamespace : AsyncFrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override Task RunAsync(DeployContext context) =>
        context.Get<CreateNamespaces>().RunAsync(context.Scope, context.Arguments.PlanOnly, context.Interrupted);
}
