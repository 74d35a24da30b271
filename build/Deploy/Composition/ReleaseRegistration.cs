using Deploy.Clusters.Dns;
using Deploy.Planning.Inputs;
using Deploy.Platforms;
using Deploy.Stages.HelmInstall;
using Deploy.Stages.HelmTest;
using Deploy.Stages.HelmTest.Endpoints;
using Microsoft.Extensions.DependencyInjection;

namespace Deploy.Composition;

/// <summary>What installs releases, watches them, and tests them.</summary>
internal static class ReleaseRegistration
{
    /// <summary>Registers the steps and their parts.</summary>
    public static IServiceCollection AddReleases(this IServiceCollection services) =>
        services
            .AddSingleton<ReleaseRevisions>()
            .AddSingleton<ServiceInputs>()
            .AddSingleton<FailedUpgrade>()
            .AddSingleton<WatchedUpgrade>()
            .AddSingleton<InstallRelease>()
            .AddSingleton<HelmInstallStep>()
            .AddSingleton(_ => new AuthoritativeNames([]))
            .AddSingleton<PublicEndpoints>()
            .AddSingleton<TestRelease>()
            .AddSingleton<HelmTestStep>();
}
