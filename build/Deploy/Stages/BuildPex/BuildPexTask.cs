using Cake.Frosting;
using Deploy.Arguments;
using Deploy.Hosting;
using Deploy.Stages.VerifyGitClean;

namespace Deploy.Stages.BuildPex;

/// <summary>Builds a PEX per image, only where its inputs changed.</summary>
[TaskName(TaskNames.BuildPex)]
[TaskDescription("Builds a PEX per image, only where its inputs changed.")]
[IsDependentOn(typeof(VerifyGitCleanTask))]
public sealed class BuildPexTask(DeployArguments arguments) : StageTask(Stage.BuildPex, arguments)
{
    /// <inheritdoc/>
    public override async Task RunAsync(DeployContext context) =>
        context.Products = context.Products with
        {
            Pexes = await context.Get<BuildPexStep>().RunAsync(context.Plan, context.Interrupted),
        };
}
