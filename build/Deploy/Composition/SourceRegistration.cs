using Deploy.Operations.Commit;
using Deploy.Planning;
using Deploy.Stages.BuildImage;
using Deploy.Stages.BuildPex;
using Deploy.Stages.PushEcr;
using Deploy.Stages.UpdateValues;
using Deploy.Stages.VerifyGitClean;
using Deploy.Tools.Files;
using Microsoft.Extensions.DependencyInjection;

namespace Deploy.Composition;

/// <summary>The steps from the sources to tags in values files.</summary>
internal static class SourceRegistration
{
    /// <summary>Registers them.</summary>
    public static IServiceCollection AddSource(this IServiceCollection services) =>
        services
            .AddSingleton<OwnEdits>()
            .AddSingleton<VerifyGit>()
            .AddSingleton<MigrationGate>()
            .AddSingleton<RequireImages>()
            .AddSingleton<VerifyGitCleanStep>()
            .AddSingleton<PexRequests>()
            .AddSingleton<BuildPexStep>()
            .AddSingleton<ImageRequests>()
            .AddSingleton<BuildImageStep>()
            .AddSingleton<PushEcrStep>()
            .AddSingleton<FileSet>()
            .AddSingleton<RecoverFiles>()
            .AddSingleton<UpdateValuesStep>()
            .AddSingleton<SourceHistory>()
            .AddSingleton<CommitStep>();
}
