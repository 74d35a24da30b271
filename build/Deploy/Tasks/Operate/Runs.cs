using Cake.Frosting;
using Deploy.Context;
using Deploy.Journal;
using Deploy.Reporting;

namespace Deploy.Tasks.Operate;

/// <summary>Lists the last runs in this checkout, and how they ended.</summary>
[TaskDescription("Lists the last runs in this checkout, and how they ended.")]
public sealed class Runs : FrostingTask<DeployContext>
{
    private const int Shown = 20;

    /// <inheritdoc/>
    public override void Run(DeployContext context) =>
        context.Get<RunList>().Write([.. context.Get<RunHistory>().Latest(Shown)], context.Arguments.Json);
}
