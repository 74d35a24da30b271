using System.Diagnostics.CodeAnalysis;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Deploy.Catalog;
using Deploy.Charts;
using Deploy.Clusters;
using Deploy.Context;
using Deploy.Images;
using Deploy.Images.Build;
using Deploy.Images.Build.Layer;
using Deploy.Images.Pex;
using IRegistry = Deploy.Images.Registry.IRegistry;
using Deploy.Model;
using Deploy.Platforms;
using Deploy.Reporting;
using Deploy.Steps;
using Deploy.Steps.Build;
using Deploy.Steps.Install;
using Deploy.Steps.Journal;
using Deploy.Steps.Operate;
using Deploy.Steps.Planning;
using Deploy.Steps.Publish;
using Deploy.Steps.Push;
using Deploy.Steps.Test;
using Deploy.Steps.Values;
using Deploy.Steps.Verify;
using Deploy.Tools.Git;
using Deploy.Tools.Helm;
using Deploy.Tools.Processes;
using Microsoft.Extensions.DependencyInjection;

namespace Deploy.Host;

/// <summary>What the program is made of. Nothing is built before a task asks for it.</summary>
internal static class ServiceRegistration
{
    /// <summary>Registers everything that tasks and steps ask for.</summary>
    public static void AddDeploy(this IServiceCollection services, DeployCommand command) =>
        services
            .AddSingleton(typeof(Lazy<>), typeof(LazyService<>))
            .AddSingleton(command)
            .AddSingleton(command.Arguments)
            .AddSingleton(command.Interruption)
            .AddRun()
            .AddWorld()
            .AddTools()
            .AddImages()
            .AddSteps()
            .AddReporting();

    // What this run is about.
    private static IServiceCollection AddRun(this IServiceCollection services) =>
        services
            .AddSingleton(provider => provider.GetRequiredService<DeployCommand>().User)
            .AddSingleton(provider => provider.GetRequiredService<DeployCommand>().Paths)
            .AddSingleton(provider => provider.GetRequiredService<DeployCommand>().Catalog)
            .AddSingleton(provider => provider.GetRequiredService<DeployCommand>().Scope)
            .AddSingleton<Planner>()
            .AddSingleton(provider =>
                provider
                    .GetRequiredService<Planner>()
                    .PlanAsync(
                        provider.GetRequiredService<RunScope>(),
                        RunDecisions.Options(
                            provider.GetRequiredService<DeployArguments>(),
                            provider.GetRequiredService<ServiceCatalog>()
                        ),
                        provider.GetRequiredService<Interruption>().Token
                    )
                    .GetAwaiter()
                    .GetResult()
            );

    // What is outside: time, the platform, registries, the cluster.
    private static IServiceCollection AddWorld(this IServiceCollection services) =>
        services
            .AddSingleton(TimeProvider.System)
            .AddSingleton(_ => new Random())
            .AddSingleton<IPlatform>(provider =>
            {
                var catalog = provider.GetRequiredService<ServiceCatalog>();
                return catalog.Platform == PlatformKind.Embedded
                    ? new EmbeddedPlatform(catalog, provider.GetRequiredService<RepositoryPaths>())
                    : new KubernetesPlatform(catalog);
            })
            .AddSingleton<Func<Plan, CancellationToken, Task<INamespaces>>>(provider =>
                async (plan, cancellation) =>
                {
                    var access = await provider.GetRequiredService<IPlatform>().OpenAsync(plan.Scope, cancellation);
                    return new ClusterClient(access.Kubeconfig, plan.Scope.Cluster.Context);
                }
            )
            .AddSingleton<ChartStores>()
            .AddSingleton<ChartPackages>()
            .AddSingleton<IDependencyFetcher, TempFetcher>()
            .AddSingleton<ChartPackager>();

    private static IServiceCollection AddSteps(this IServiceCollection services) =>
        services
            .AddSingleton<Fleet>()
            .AddSingleton<VerifyGit>()
            .AddSingleton<PexRequests>()
            .AddSingleton<BuildPexes>()
            .AddSingleton<BuildImages>()
            .AddSingleton<PushImages>()
            .AddSingleton<FileSet>()
            .AddSingleton<UpdateTags>()
            .AddSingleton<PublishCharts>()
            .AddSingleton<InstallableCharts>()
            .AddSingleton<ImagePins>()
            .AddSingleton<EnsureNamespaces>()
            .AddSingleton<InstallReleases>()
            .AddSingleton<TestReleases>()
            .AddSingleton<KeepSandbox>();

    private static IServiceCollection AddReporting(this IServiceCollection services) =>
        services
            .AddSingleton<IRunEvents, RunEvents>()
            .AddSingleton<IRunObserver, ConsoleLines>()
            .AddSingleton<IRunObserver, JournalFile>()
            .AddSingleton<RunFolder>()
            .AddSingleton<RunSummary>()
            .AddSingleton<ServiceList>()
            .AddSingleton<PlanText>();

    [SuppressMessage("Performance", "CA1812", Justification = "Made by the container.")]
    private sealed class LazyService<T>(IServiceProvider services) : Lazy<T>(services.GetRequiredService<T>)
        where T : notnull;
}

sealed class TempFetcher : IDependencyFetcher { public Task<IReadOnlyList<ReadOnlyMemory<byte>>> FetchAsync(ChartContents c, IReadOnlyList<ChartDependency> d, CancellationToken t) => throw new FailedException("no"); }
