using Cake.Core;
using Cake.Frosting;
using Deploy.Model;

namespace Deploy.Context;

/// <summary>What tasks may know. Read-only: everything in it is decided before the first task runs.</summary>
public sealed class DeployContext(
    ICakeContext context,
    DeployArguments arguments,
    Lazy<ServiceCatalog> catalog,
    Lazy<RunScope> scope,
    Lazy<Plan> plan,
    Interruption interruption
) : FrostingContext(context)
{
    /// <summary>What the user asked for.</summary>
    public new DeployArguments Arguments => arguments;

    /// <summary>What there is to deploy.</summary>
    public ServiceCatalog Catalog => catalog.Value;

    /// <summary>Where this run goes.</summary>
    public RunScope Scope => scope.Value;

    /// <summary>What this run does.</summary>
    public Plan Plan => plan.Value;

    /// <summary>Ends when the user interrupts.</summary>
    public CancellationToken Interrupted => interruption.Token;
}
