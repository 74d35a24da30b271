using Cake.Core;
using Cake.Frosting;
using Deploy.Arguments;

namespace Deploy.Hosting;

/// <summary>What tasks may know. But for what stages hand on, all of it is decided before the first task runs.</summary>
public sealed class DeployContext(
    ICakeContext context,
    DeployCommand command,
    PlanSource plan,
    IServiceProvider services
) : FrostingContext(context)
{
    /// <summary>What the user asked for.</summary>
    public new DeployArguments Arguments => command.Arguments;

    /// <summary>The arguments that say what the run does, wherever they stand.</summary>
    public IReadOnlyList<string> WordsOfRun => command.WordsOfRun;

    /// <summary>What there is to deploy.</summary>
    public ServiceCatalog Catalog => command.Catalog;

    /// <summary>The services that the user named; all that are enabled where none were.</summary>
    public ServiceSelection Selected => ServiceSelection.OrAll(Catalog, Arguments.Services);

    /// <summary>Where this run goes.</summary>
    public RunScope Scope => command.Scope;

    /// <summary>What this run does.</summary>
    public Plan Plan => plan.Plan;

    /// <summary>What the stages that ran have made, for those that come.</summary>
    public Products Products { get; set; } = new();

    /// <summary>Ends when the user interrupts.</summary>
    public CancellationToken Interrupted => command.Interruption.Token;

    /// <summary>The step that does a task's work; it, and all that it needs, is made only when its task runs.</summary>
    public TStep Get<TStep>()
        where TStep : class =>
        (TStep?)services.GetService(typeof(TStep))
        ?? throw new InvalidOperationException($"{typeof(TStep)} is not registered");
}
