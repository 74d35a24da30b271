namespace Deploy.Stages;

/// <summary>One stage's work on the services of a plan.</summary>
internal sealed class FleetRun(
    Stage stage,
    Plan plan,
    int atOnce,
    IRunEvents events,
    Func<ServicePlan, CancellationToken, Task<IReadOnlyList<Fact>>> work
)
{
    private readonly List<Failure> _failures = [];
    private readonly List<Fact> _facts = [];
    private readonly Lock _gate = new();
    private int _done;

    /// <summary>Works until every service is done, failed, or cannot be started.</summary>
    /// <param name="needs">What has to be done before a service: services of the plan, without a circle.</param>
    /// <param name="cancel">Starts no more, and ends those under way.</param>
    public async Task<IReadOnlyList<Fact>> RunAsync(
        Func<ServicePlan, IReadOnlyList<ServiceName>> needs,
        CancellationToken cancel
    )
    {
        using var places = new SemaphoreSlim(atOnce);
        var outcomes = plan.Services.ToDictionary(
            service => service.Service.Name,
            _ => new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
        );
        await Task.WhenAll(
            plan.Services.Select(async service =>
            {
                var done = false;
                try
                {
                    done = await OneAsync(service, needs(service), places, outcomes, cancel);
                }
                finally
                {
                    outcomes[service.Service.Name].SetResult(done);
                }
            })
        );
        if (_failures.Count > 0)
        {
            throw Summary();
        }

        return _facts;
    }

    private async Task<bool> OneAsync(
        ServicePlan service,
        IReadOnlyList<ServiceName> needs,
        SemaphoreSlim places,
        Dictionary<ServiceName, TaskCompletionSource<bool>> outcomes,
        CancellationToken cancel
    )
    {
        foreach (var need in needs)
        {
            if (!await outcomes[need].Task)
            {
                cancel.ThrowIfCancellationRequested();
                return NotStarted(service, $"needs {need}, which {(HasFailed(need) ? "failed" : "was not started")}");
            }
        }

        await places.WaitAsync(cancel);
        try
        {
            return plan.Options.FailFast && FirstFailure() is { } first
                ? NotStarted(service, $"{first.Service} failed, and --fail-fast was given")
                : await WorkAsync(service, cancel);
        }
        finally
        {
            places.Release();
        }
    }

    private async Task<bool> WorkAsync(ServicePlan service, CancellationToken cancel)
    {
        var name = service.Service.Name;
        events.Publish(new ServiceStarted(stage, name));
        try
        {
            var facts = await work(service, cancel);
            foreach (var fact in facts)
            {
                events.Publish(new Proven(fact));
            }

            lock (_gate)
            {
                _facts.AddRange(facts);
            }

            events.Publish(new ServiceEnded(stage, name));
            Interlocked.Increment(ref _done);
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            events.Publish(new ServiceFailed(stage, name, error));
            lock (_gate)
            {
                _failures.Add(new(name, error));
            }

            return false;
        }
    }

    private bool NotStarted(ServicePlan service, string why)
    {
        events.Publish(new ServiceNotStarted(stage, service.Service.Name, why));
        return false;
    }

    private bool HasFailed(ServiceName service)
    {
        lock (_gate)
        {
            return _failures.Exists(failure => failure.Service == service);
        }
    }

    private Failure? FirstFailure()
    {
        lock (_gate)
        {
            return _failures.FirstOrDefault();
        }
    }

    // One failure keeps its own kind and words; several are named together, each having been told in full.
    private Exception Summary()
    {
        var first = _failures[0];
        var cause = first.Error as DeployException;
        if (_failures.Count == 1 && cause is not null)
        {
            return cause;
        }

        var failed = string.Join(", ", _failures.Select(failure => failure.Service).Order());
        var notStarted = plan.Services.Count - _done - _failures.Count;
        var problem =
            $"{stage} failed for {failed}; {_done} of {plan.Services.Count} services are done"
            + (notStarted > 0 ? $", {notStarted} not started" : "")
            + $". The first was {first.Service}: {cause?.Problem ?? first.Error.Message}";
        return _failures.TrueForAll(failure => failure.Error is RefusedException)
            ? new RefusedException(problem, first.Error) { NextStep = cause?.NextStep }
            : new FailedException(problem, first.Error) { NextStep = cause?.NextStep };
    }

    private sealed record Failure(ServiceName Service, Exception Error);
}
