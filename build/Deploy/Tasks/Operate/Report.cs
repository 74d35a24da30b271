using Cake.Frosting;
using Deploy.Context;
using Deploy.Reporting.Reports;

namespace Deploy.Tasks.Operate;

/// <summary>Reports an older run from its journal.</summary>
[TaskDescription("Reports an older run (--run=ID, else the last) from its journal.")]
public sealed class Report : FrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override void Run(DeployContext context) =>
        context.Get<RunReprint>().Write(context.Arguments.Run, context.Arguments.Reports, context.Arguments.Json);
}
