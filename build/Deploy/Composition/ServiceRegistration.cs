using Cake.Core;
using Deploy.Hosting;
using Deploy.Operations.Sandbox;
using Deploy.Planning;
using Deploy.Planning.Inputs;
using Deploy.Platforms;
using Deploy.Stages;
using Deploy.Stages.PublishChart;
using Microsoft.Extensions.DependencyInjection;

namespace Deploy.Composition;

/// <summary>What the program is made of. Nothing is built before a task asks for it.</summary>
internal static class ServiceRegistration
{
    /// <summary>Registers everything that tasks and steps ask for.</summary>
    public static void AddDeploy(this IServiceCollection services, DeployCommand command) =>
        services
            .AddSingleton(command)
            .AddSingleton(command.Arguments)
            .AddSingleton(command.Interruption)
            .AddRun()
            .AddPlanning()
            .AddEarlierRun(command)
            .AddWorld()
            .AddTools()
            .AddImages()
            .AddSource()
            .AddCharts()
            .AddLocking()
            .AddSteps()
            .AddOperations()
            .AddReporting();

    // What this run is about.
    private static IServiceCollection AddRun(this IServiceCollection services) =>
        services
            .AddSingleton(provider => provider.GetRequiredService<DeployCommand>().User)
            .AddSingleton(provider => provider.GetRequiredService<DeployCommand>().Paths)
            .AddSingleton(provider => provider.GetRequiredService<DeployCommand>().Catalog)
            .AddSingleton(provider => provider.GetRequiredService<DeployCommand>().Scope)
            .AddSingleton(provider => new PlanSource(
                provider.GetRequiredService<DeployCommand>(),
                new Lazy<Planner>(provider.GetRequiredService<Planner>),
                new Lazy<OperationPlanner>(provider.GetRequiredService<OperationPlanner>),
                new Lazy<RecoverFiles>(provider.GetRequiredService<RecoverFiles>),
                provider.GetRequiredService<IRunEvents>(),
                cancel => provider.GetRequiredService<EarlyConnection>().Begin(cancel),
                (plan, cancel) => provider.GetRequiredService<PlanAcceptance>().RunAsync(plan, cancel)
            ));

    // What is outside: time, the platform, registries, the cluster.
    private static IServiceCollection AddWorld(this IServiceCollection services) =>
        services
            .AddSingleton(TimeProvider.System)
            .AddSingleton(_ => new Random())
            .AddSingleton<Func<EmbeddedPlatform>>(provider => () => Embedded(provider))
            .AddSingleton<IPlatform>(Platform)
            .AddSingleton<EarlyConnection>()
            .AddSingleton(Cluster);

    private static IServiceCollection AddSteps(this IServiceCollection services) =>
        services
            .AddSingleton<Fleet>()
            .AddSingleton(provider => new ConfirmTarget(provider.GetRequiredService<IRunEvents>(), Terminal.Ask))
            .AddSingleton<PublishChartStep>()
            .AddSingleton<InstallableCharts>()
            .AddSingleton<ImagePins>()
            .AddSingleton<EnsureNamespaces>()
            .AddReleases()
            .AddSingleton<SandboxStep>();

    private static IPlatform Platform(IServiceProvider provider)
    {
        var command = provider.GetRequiredService<DeployCommand>();
        IPlatform platform =
            command.Catalog.Platform == PlatformKind.Embedded
                ? Embedded(provider)
                : new KubernetesPlatform(command.Catalog);
        command.Open.Push(platform);
        return platform;
    }

    private static EmbeddedPlatform Embedded(IServiceProvider provider)
    {
        var command = provider.GetRequiredService<DeployCommand>();
        var path = provider.GetRequiredService<ICakeEnvironment>().GetEnvironmentVariable("PATH") ?? "";
        return new EmbeddedPlatform(command.Catalog, command.Paths, path);
    }

    private static TargetCluster Cluster(IServiceProvider provider)
    {
        var command = provider.GetRequiredService<DeployCommand>();
        var cluster = new TargetCluster(provider.GetRequiredService<IPlatform>(), command.Scope);
        command.Open.Push(cluster);
        return cluster;
    }
}
