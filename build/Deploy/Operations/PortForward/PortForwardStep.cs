using Deploy.Platforms;
using Deploy.Tools;
using Deploy.Tools.Binaries;
using Deploy.Tools.Kubectl;
using Deploy.Tools.Processes;

namespace Deploy.Operations.PortForward;

/// <summary>Serves services of a cluster on this machine until the user interrupts, through restarts of their pods.</summary>
public sealed class PortForwardStep(
    TargetCluster target,
    CommandHost host,
    BinaryLocator binaries,
    TimeProvider time,
    IRunEvents events
)
{
    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(5);

    /// <summary>Forwards, and says the address of each service when it can be opened.</summary>
    /// <param name="scope">Which services.</param>
    /// <param name="planOnly">Whether to say only what would be done.</param>
    /// <param name="interrupted">Ends it, which is no failure.</param>
    /// <exception cref="FailedException">A port is taken, or a service is not there.</exception>
    public async Task RunAsync(RunScope scope, bool planOnly, CancellationToken interrupted)
    {
        var ports = ForwardedPort.Of(scope);
        if (planOnly)
        {
            foreach (var port in ports)
            {
                events.Publish(
                    new Note($"http://localhost:{port.Port} would lead to {port.Service} in {port.Namespace}")
                );
            }

            return;
        }

        var cluster = await target.AccessAsync(interrupted);
        var kubectl = new KubectlPortForwardRunner(
            host,
            await binaries.FindAsync(BinaryRequirement.Kubectl, VersionPreference.Any, interrupted)
        );
        using var first = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        var forwards = ports.Select(port => ForwardAsync(kubectl, cluster, port, first.Token)).ToList();
        try
        {
            // The first that ends has failed; the others end with it.
            await await Task.WhenAny(forwards);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            events.Publish(new Note("no longer forwarded"));
        }
        finally
        {
            await first.CancelAsync();
            await Task.WhenAll(forwards)
                .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private async Task ForwardAsync(
        KubectlPortForwardRunner kubectl,
        ClusterAccess cluster,
        ForwardedPort port,
        CancellationToken cancellation
    )
    {
        var (everReady, isDown) = (false, false);
        var pause = _firstPause;
        while (true)
        {
            try
            {
                await kubectl.RunAsync(Settings(cluster, port), Ready, cancellation);
            }
            catch (FailedException problem) when (everReady)
            {
                if (!isDown)
                {
                    events.Publish(
                        new Note($"{port.Service} went away ({problem.Problem}); waiting for it to come back")
                    );
                    isDown = true;
                }
            }

            await Task.Delay(pause, time, cancellation);
            pause = pause * 2 < _longestPause ? pause * 2 : _longestPause;
        }

        void Ready(int _)
        {
            events.Publish(
                new Note(
                    everReady
                        ? $"{port.Service} is back on http://localhost:{port.Port}"
                        : $"{port.Service} is on http://localhost:{port.Port} (Ctrl-C ends it)"
                )
            );
            (everReady, isDown, pause) = (true, false, _firstPause);
        }
    }

    private static KubectlPortForwardSettings Settings(ClusterAccess cluster, ForwardedPort port) =>
        new()
        {
            Cluster = cluster,
            Namespace = port.Namespace,
            Service = port.Service.Chart.Value,
            LocalPort = port.Port,
        };
}
