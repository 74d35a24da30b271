using Deploy.Hosting;
using Deploy.Journal;
using Deploy.Locking;
using Deploy.Operations.Runs;
using Deploy.Operations.Unlock;
using Deploy.Platforms;
using Deploy.Tools.Processes;
using Microsoft.Extensions.DependencyInjection;

namespace Deploy.Composition;

/// <summary>What keeps deployers apart, and what recovers releases that were cut short.</summary>
internal static class LockRegistration
{
    /// <summary>Registers the lock, and the recovery that relies on it.</summary>
    public static IServiceCollection AddLocking(this IServiceCollection services) =>
        services
            .AddSingleton<IMachine, Machine>()
            .AddSingleton<CurrentStep>()
            .AddSingleton<IRunObserver>(provider => provider.GetRequiredService<CurrentStep>())
            .AddSingleton<IUnfinishedReleases, UnfinishedReleases>()
            .AddSingleton(Lock)
            .AddSingleton<Func<TargetCluster, RunLock>>(provider => target => Lock(provider, target))
            .AddSingleton<IHeldLocks>(provider => provider.GetRequiredService<RunLock>())
            .AddSingleton(_ => new UninstallConsent(Terminal.Ask))
            .AddSingleton<RecoverRelease>()
            .AddSingleton<SettleReleases>()
            .AddSingleton(provider => provider.GetRequiredService<CommandHost>().Fence)
            .AddSingleton<LockedStage>()
            .AddSingleton<BreakLock>()
            .AddSingleton<ClearLock>()
            .AddSingleton<UnlockStep>()
            .AddSingleton<RunsText>()
            .AddSingleton(provider => new RunHistory(
                provider.GetRequiredService<JournalReader>(),
                Environment.MachineName,
                ProcessIdentity.StartOf
            ));

    // Given back before the cluster is let go of and the journal is closed: what it needs is made, and so stacked, first.
    private static RunLock Lock(IServiceProvider provider)
    {
        var runLock = Lock(provider, provider.GetRequiredService<TargetCluster>());
        var command = provider.GetRequiredService<DeployCommand>();
        command.Open.Push(runLock);
        command.Interruption.UnderWay = () => runLock.UnderWay;
        command.Interruption.Say = text =>
            provider.GetRequiredService<IRunEvents>().Publish(new Note(text, IsWarning: true));
        return runLock;
    }

    private static RunLock Lock(IServiceProvider provider, TargetCluster target) =>
        new(
            target,
            new EnsureNamespaces(
                target,
                provider.GetRequiredService<IPlatform>(),
                provider.GetRequiredService<IRunEvents>()
            ),
            provider.GetRequiredService<IMachine>(),
            provider.GetRequiredService<IUnfinishedReleases>(),
            provider.GetRequiredService<CurrentStep>(),
            provider.GetRequiredService<RunFolder>(),
            provider.GetRequiredService<User>(),
            provider.GetRequiredService<CommandHost>().Fence,
            provider.GetRequiredService<IRunEvents>(),
            provider.GetRequiredService<TimeProvider>()
        );
}
