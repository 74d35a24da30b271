using Deploy.Arguments;
using Deploy.Charts;
using Deploy.Clusters.Releases;
using Deploy.Oci.Registry;
using Deploy.Operations.CleanupStaging;
using Deploy.Operations.CreateNamespace;
using Deploy.Operations.Delete;
using Deploy.Operations.Diff;
using Deploy.Operations.Doctor;
using Deploy.Operations.Export;
using Deploy.Operations.History;
using Deploy.Operations.PortForward;
using Deploy.Operations.Revert;
using Deploy.Operations.Rollback;
using Deploy.Operations.Status;
using Deploy.Planning;
using Deploy.Platforms;
using Deploy.Reporting;
using Deploy.Stages.VerifyGitClean;
using Deploy.Tools.Binaries;
using Deploy.Tools.Git;
using Deploy.Tools.Processes;
using Microsoft.Extensions.DependencyInjection;

namespace Deploy.Composition;

/// <summary>What looks after what is deployed.</summary>
internal static class OperationRegistration
{
    /// <summary>Registers the steps of the operating tasks.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services) =>
        services
            .AddSingleton<OperationPlanner>()
            .AddSingleton<CreateNamespaceStep>()
            .AddSingleton<RemoveRelease>()
            .AddSingleton<DeleteStep>()
            .AddSingleton<CleanupStagingStep>()
            .AddSingleton<VerifyPromotion>()
            .AddSingleton<PortForwardStep>()
            .AddSingleton<RevertStep>()
            .AddSingleton<RollbackStep>()
            .AddSingleton<RollbackText>()
            .AddSingleton<MaskedManifest>()
            .AddSingleton<ExportStep>()
            .AddSingleton<DiffStep>()
            .AddSingleton<DiffText>()
            .AddSingleton<ReleaseInspector>()
            .AddSingleton<DriftFinder>()
            .AddSingleton<StatusStep>()
            .AddSingleton<HistoryStep>()
            .AddSingleton<StatusText>()
            .AddSingleton<FindingText>()
            .AddSingleton(Machine)
            .AddSingleton(provider => new DoctorStep(
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
