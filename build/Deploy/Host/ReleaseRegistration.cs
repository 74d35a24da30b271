using Deploy.Dns;
using Deploy.Steps.Install;
using Deploy.Steps.Releases;
using Deploy.Steps.Test;
using Deploy.Steps.Test.Reaching;
using Microsoft.Extensions.DependencyInjection;

namespace Deploy.Host;

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
            .AddSingleton<InstallReleases>()
            .AddSingleton(_ => new AuthoritativeNames([]))
            .AddSingleton<PublicEndpoints>()
            .AddSingleton<TestRelease>()
            .AddSingleton<TestReleases>();
}
