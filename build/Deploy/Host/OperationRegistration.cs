using Deploy.Charts;
using Deploy.Context;
using Deploy.Images.Registry;
using Deploy.Model;
using Deploy.Platforms;
using Deploy.Reporting;
using Deploy.Steps.Doctoring;
using Deploy.Steps.Exporting;
using Deploy.Steps.Operate;
using Deploy.Steps.Reverting;
using Deploy.Steps.Verify;
using Deploy.Tools.Binaries;
using Deploy.Tools.Git;
using Deploy.Tools.Processes;
using Microsoft.Extensions.DependencyInjection;

namespace Deploy.Host;

/// <summary>What looks after what is deployed.</summary>
internal static class OperationRegistration
{
    /// <summary>Registers the steps of the operating tasks.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services) =>
        services
            .AddSingleton<OperationPlanner>()
            .AddSingleton<CreateNamespaces>()
            .AddSingleton<RemoveRelease>()
            .AddSingleton<DeleteReleases>()
            .AddSingleton<LeaveStaging>()
            .AddSingleton<VerifyPromotion>()
            .AddSingleton<ForwardPorts>()
            .AddSingleton<RevertValues>()
            .AddSingleton<RollbackReleases>()
            .AddSingleton<RollbackText>()
            .AddSingleton<MaskedManifest>()
            .AddSingleton<ExportReleases>()
            .AddSingleton<DiffReleases>()
            .AddSingleton<ReleaseDiffText>()
            .AddSingleton<ReleaseInspector>()
            .AddSingleton<DriftFinder>()
            .AddSingleton<ShowStatus>()
            .AddSingleton<ShowHistory>()
            .AddSingleton<StatusText>()
            .AddSingleton<FindingText>()
            .AddSingleton(Machine)
            .AddSingleton(provider => new Examine(
                provider.GetRequiredService<MachineChecks>(),
                environment =>
                    Catalog(provider)
                        .All(
                            environment is null
                                ? null
                                : provider.GetRequiredService<ServiceCatalog>().Environment(environment)
                        ),
                provider.GetRequiredService<FindingText>(),
                provider.GetRequiredService<TimeProvider>()
            ));

    private static MachineChecks Machine(IServiceProvider provider) =>
        new(
            provider.GetRequiredService<CommandHost>(),
            provider.GetRequiredService<BinaryLocator>(),
            provider.GetRequiredService<DeployArguments>().HelmVersion is { } version
                ? VersionPreference.Parse(version)
                : VersionPreference.Any,
            provider.GetRequiredService<IGit>()
        );

    // Made only when the doctor comes to it: without a catalog, everything in front of it still works.
    private static CatalogChecks Catalog(IServiceProvider provider) =>
        new(
            provider.GetRequiredService<ServiceCatalog>(),
            provider.GetRequiredService<IPlatform>(),
            provider.GetRequiredService<MachineChecks>(),
            provider.GetRequiredService<IRegistry>(),
            provider.GetRequiredService<ChartStoreFactory>(),
            provider.GetRequiredService<User>(),
            provider.GetRequiredService<TimeProvider>()
        );
}
