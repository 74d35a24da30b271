using Deploy.Steps.Build;
using Deploy.Steps.Committing;
using Deploy.Steps.Push;
using Deploy.Steps.Values;
using Deploy.Steps.Verify;
using Microsoft.Extensions.DependencyInjection;

namespace Deploy.Host;

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
            .AddSingleton<VerifyRun>()
            .AddSingleton<PexRequests>()
            .AddSingleton<BuildPexes>()
            .AddSingleton<ImageRequests>()
            .AddSingleton<BuildImages>()
            .AddSingleton<PushImages>()
            .AddSingleton<FileSet>()
            .AddSingleton<RecoverFiles>()
            .AddSingleton<UpdateTags>()
            .AddSingleton<SourceHistory>()
            .AddSingleton<CommitTags>();
}
