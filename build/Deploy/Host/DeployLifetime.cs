using Cake.Core;
using Cake.Frosting;
using Deploy.Context;

namespace Deploy.Host;

/// <summary>What happens around a run. Setup does nothing: dry runs set up too.</summary>
public sealed class DeployLifetime(DeployCommand command, Lazy<Reporting.RunSummary> summary)
    : FrostingLifetime<DeployContext>
{
    /// <inheritdoc/>
    public override void Setup(DeployContext context, ISetupContext info) { }

    /// <inheritdoc/>
    public override void Teardown(DeployContext context, ITeardownContext info)
    {
        command.Failure = info.ThrownException is CakeReportException { InnerException: { } inner }
            ? inner
            : info.ThrownException;
        if (summary.IsValueCreated)
        {
            summary.Value.Write();
        }
    }
}
