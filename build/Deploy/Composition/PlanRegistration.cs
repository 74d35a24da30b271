using Deploy.Arguments;
using Deploy.Hosting;
using Deploy.Planning;
using Deploy.Planning.Inputs;
using Deploy.Planning.Resuming;
using Deploy.Planning.Saving;
using Deploy.Platforms;
using Microsoft.Extensions.DependencyInjection;
using IRegistry = Deploy.Oci.Registry.IRegistry;

namespace Deploy.Composition;

/// <summary>What makes plans, keeps them, and holds them to what they were made from.</summary>
internal static class PlanRegistration
{
    /// <summary>Registers the planner, and what reads and writes plans.</summary>
    public static IServiceCollection AddPlanning(this IServiceCollection services) =>
        services
            .AddSingleton<Planner>()
            .AddSingleton(provider => new PlanOrigins(
                provider.GetRequiredService<DeployArguments>().Catalogs,
                provider.GetRequiredService<RepositoryPaths>(),
                provider.GetRequiredService<ChartPackages>(),
                provider.GetRequiredService<ChartStores>(),
                provider.GetRequiredService<IRegistry>(),
                provider.GetRequiredService<ReleaseRevisions>()
            ))
            .AddSingleton<SavePlan>()
            .AddSingleton(provider => new PlanAcceptance(
                provider.GetRequiredService<DeployCommand>(),
                new Lazy<SavePlan>(provider.GetRequiredService<SavePlan>),
                provider.GetRequiredService<IRunEvents>()
            ));

    /// <summary>Registers the run that this one goes on with, where there is one.</summary>
    public static IServiceCollection AddEarlierRun(this IServiceCollection services, DeployCommand command) =>
        command.Earlier is { Run: { } run }
            ? services.AddSingleton(run).AddSingleton<IEarlierRun, EarlierRun>()
            : services;
}
