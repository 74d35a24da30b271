using Deploy.Reporting;
using Deploy.Steps.Operate;
using Deploy.Steps.Reverting;
using Deploy.Steps.Verify;
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
            .AddSingleton<ReleaseInspector>()
            .AddSingleton<DriftFinder>()
            .AddSingleton<ShowStatus>()
            .AddSingleton<ShowHistory>()
            .AddSingleton<StatusText>();
}
