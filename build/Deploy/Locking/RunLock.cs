using System.Collections.Concurrent;
using Deploy.Clusters;
using Deploy.Journal;
using Deploy.Platforms;
using Deploy.Tools;
using Deploy.Tools.Processes;

namespace Deploy.Locking;

/// <summary>
/// One deployer at a time: the locks of a run, one Lease per cluster and namespace. The first stage that needs them takes
/// them; they are held until the run ends, however it ends.
/// </summary>
internal sealed class RunLock(
    TargetCluster target,
    EnsureNamespaces namespaces,
    IMachine machine,
    IUnfinishedReleases unfinished,
    CurrentStep step,
    RunFolder run,
    User user,
    Fence fence,
    IRunEvents events,
    TimeProvider time
) : IHeldLocks, IDisposable
{
    private readonly ConcurrentStack<HeldLock> _held = new();
    private ClusterAccess? _access;

    /// <summary>What works under the locks, and the locks themselves, in words. May be asked at any moment.</summary>
    public IReadOnlyList<string> UnderWay =>
        _access is null
            ? []
            :
            [
                .. _held
                    .SelectMany(held => machine.HelmIn(_access, held.Namespace))
                    .Select(helm => helm.ToString())
                    .Distinct(),
                .. _held.Select(held => $"the lock of {held.Namespace}"),
            ];

    /// <summary>Takes the locks of the plan's namespaces, unless the run has them.</summary>
    /// <exception cref="RefusedException">Somebody else has one; those that were taken are free again.</exception>
    /// <exception cref="FailedException">One that was taken is lost.</exception>
    public async Task TakeAsync(Plan plan, CancellationToken cancellation)
    {
        if (_held.IsEmpty)
        {
            await TakeAllAsync(plan, cancellation);
            return;
        }

        foreach (var name in plan.Scope.Namespaces)
        {
            Require(name);
        }

        // Another stage: those who wait see it at once.
        foreach (var held in _held)
        {
            held.Touch();
        }
    }

    /// <inheritdoc/>
    public void Require(NamespaceName @namespace)
    {
        var held =
            _held.FirstOrDefault(held => held.Namespace == @namespace)
            ?? throw new FailedException($"This run does not have the lock of {@namespace}");
        if (held.WhyLost is { } why)
        {
            throw Loss(@namespace, why);
        }
    }

    /// <summary>The end of a run whose lock was lost, with all that can be found out about it.</summary>
    public async Task<FailedException> LossAsync()
    {
        await Task.WhenAll(_held.Where(held => held.WhyLost is not null).Select(held => held.Ended));
        return fence.Why()!;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_held.TryPop(out var held))
        {
            try
            {
                held.DisposeAsync().AsTask().GetAwaiter().GetResult();
            }
            // The run is over; what it did stands, whatever becomes of its lease.
            catch (Exception error)
            {
                events.Publish(
                    new Note(
                        $"The lock of {held.Namespace} could not be given back ({Printable.Escape(error.Message)}). The next run on this machine takes it over",
                        IsWarning: true
                    )
                );
            }
        }
    }

    private async Task TakeAllAsync(Plan plan, CancellationToken cancellation)
    {
        // A namespace that is not there, or not the user's, has no lock to take.
        await namespaces.RunAsync(plan, cancellation);
        var leases = new Leases(await target.ApiAsync(cancellation));
        var access = _access = await target.AccessAsync(cancellation);
        fence.Look += Look;
        var take = new TakeLock(machine, unfinished, time, events);
        try
        {
            // Always in the same order, so that two runs never wait for each other.
            foreach (var name in plan.Scope.Namespaces.OrderBy(name => name.Value, StringComparer.Ordinal))
            {
                LeaseContent Content(DateTimeOffset since) => ContentOf(plan, access, name, since);
                var request = new LockRequest(plan.Scope, name, access, plan.Options.LockWait);
                var lease = await take.RunAsync(leases, request, Content, cancellation);
                _held.Push(
                    new HeldLock(
                        leases,
                        lease,
                        Content,
                        why => fence.Close(Loss(name, why)),
                        why => SayLost(name, why),
                        time
                    )
                );
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private LeaseContent ContentOf(Plan plan, ClusterAccess access, NamespaceName name, DateTimeOffset since)
    {
        var record = new LockRecord(
            user.Name,
            machine.Host,
            machine.Self,
            run.Id,
            plan.Scope.Pipeline.Target,
            string.Join(", ", plan.Services.Select(service => service.Service.Name)),
            step.Text,
            string.Join(", ", machine.HelmIn(access, name))
        );
        return new(
            $"{user.Token}@{machine.Host.Name}/{run.Id}/{machine.Self.Id}",
            LockTimes.Duration,
            since,
            time.GetUtcNow(),
            record.ToAnnotations()
        );
    }

    private void SayLost(NamespaceName name, string why)
    {
        var loss = Loss(name, why);
        fence.Close(loss);
        events.Publish(new Note(loss.Problem, IsWarning: true));
    }

    private static FailedException Loss(NamespaceName name, string why) =>
        new($"The lock of {name} is lost: {why}. Its helm was stopped, and nothing more is begun there")
        {
            NextStep = "find out who works there, then run again",
        };

    private void Look()
    {
        foreach (var held in _held)
        {
            _ = held.WhyLost;
        }
    }
}
