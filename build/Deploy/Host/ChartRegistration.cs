using Deploy.Aws.Ecr;
using Deploy.Charts;
using Deploy.Images.Registry;
using Deploy.Model;
using Deploy.Reporting;
using Deploy.Steps.Publish;
using Deploy.Tools.Helm;
using Microsoft.Extensions.DependencyInjection;
using IRegistry = Deploy.Images.Registry.IRegistry;

namespace Deploy.Host;

/// <summary>What packs charts, and what keeps them.</summary>
internal static class ChartRegistration
{
    /// <summary>Registers the packager and the repositories.</summary>
    public static IServiceCollection AddCharts(this IServiceCollection services) =>
        services
            .AddSingleton(new EnsureRepository(name => new EcrClient(name.Region, name.Account)))
            .AddSingleton(provider => new ChartStoreFactory(
                provider.GetRequiredService<RepositoryPaths>().Root,
                provider.GetRequiredService<RepositoryPaths>().Cache,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<Random>(),
                provider.GetRequiredService<IRegistry>,
                provider.GetRequiredService<EnsureRepository>()
            ))
            .AddSingleton<IDependencyFetcher>(provider => new DependencyFetcher(
                provider.GetRequiredService<IHelm>(),
                provider.GetRequiredService<ChartStoreFactory>(),
                Path.Combine(provider.GetRequiredService<RepositoryPaths>().Cache, "dependencies")
            ))
            .AddSingleton<ChartPackager>()
            .AddSingleton<ChartStores>()
            .AddSingleton<ChartPackages>()
            .AddSingleton<ChartStates>()
            .AddSingleton<BumpCharts>()
            .AddSingleton<InitRepository>()
            .AddSingleton<VerifyRepository>()
            .AddSingleton<ChartList>();
}
