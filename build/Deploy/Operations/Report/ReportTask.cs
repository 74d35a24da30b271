using Cake.Frosting;
using Deploy.Hosting;

namespace Deploy.Operations.Report;

/// <summary>Reports an older run from its journal.</summary>
[TaskName(TaskNames.Report)]
[TaskDescription("Reports an older run (--run=ID, else the last) from its journal.")]
public sealed class ReportTask : FrostingTask<DeployContext>
{
    /// <inheritdoc/>
    public override void Run(DeployContext context) =>
        context.Get<ReportStep>().Write(context.Arguments.Run, context.Arguments.Reports, context.Arguments.Json);
}
