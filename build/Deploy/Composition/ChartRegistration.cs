using Deploy.Charts;
using Deploy.Charts.Packaging;
using Deploy.Oci.Ecr;
using Deploy.Operations.BumpChart;
using Deploy.Operations.Charts;
using Deploy.Operations.RepoInit;
using Deploy.Operations.RepoVerify;
using Deploy.Planning.Inputs;
using Deploy.Tools.Helm;
using Microsoft.Extensions.DependencyInjection;
using IRegistry = Deploy.Oci.Registry.IRegistry;

namespace Deploy.Composition;

/// <summary>What packs charts, and what keeps them.</summary>
internal static class ChartRegistration
{
    /// <summary>Registers the packager and the repositories.</summary>
    public static IServiceCollection AddCharts(this IServiceCollection services) =>
        services
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
            .AddSingleton<ChartsStep>()
            .AddSingleton<BumpChartStep>()
            .AddSingleton<RepoInitStep>()
            .AddSingleton<RepoVerifyStep>()
            .AddSingleton<ChartsText>();
}
