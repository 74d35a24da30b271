using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Deploy.Tools.Processes;

/// <summary>
/// A Cake tool whose output is captured, and that ends by cancellation or deadline without leaving a child behind.
/// </summary>
/// <typeparam name="TSettings">The settings of the verb.</typeparam>
/// <param name="host">What the command runs on.</param>
/// <param name="shielded">Whether the terminal's Ctrl-C must not reach the child.</param>
public abstract class Command<TSettings>(CommandHost host, bool shielded = false)
    : Tool<TSettings>(host.FileSystem, host.Environment, shielded ? host.ShieldedRunner : host.Runner, host.Tools)
    where TSettings : CommandSettings
{
    private readonly CancellationToken _fenced = shielded ? host.Fence.Closed : CancellationToken.None;

    /// <summary>Whether standard output may be passed on line by line (<see cref="CommandSettings.Lines"/>).</summary>
    protected virtual bool ShowsOutput => true;

    /// <summary>The beginnings of the names of variables with credentials that the command needs; it gets no others.</summary>
    protected virtual IReadOnlyList<string> Credentials => ChildCredentials.None;

    /// <summary>Runs the command to its end, whatever its exit code.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="arguments">The whole command line.</param>
    /// <param name="input">What the child reads on standard input; the only way in for a secret.</param>
    /// <param name="cancel">Stops the child (<see cref="OnCancel"/>).</param>
    /// <param name="lines">Gets each line as it comes, besides <see cref="CommandSettings.Lines"/>.</param>
    /// <exception cref="OperationCanceledException">Cancelled; the child has ended.</exception>
    /// <exception cref="FailedException">Not started; or behind the <see cref="Fence"/>; or past its deadline, then with a <see cref="TimeoutException"/> inside. No child is left.</exception>
    protected async Task<CommandResult> ExecuteAsync(
        TSettings settings,
        ProcessArgumentBuilder arguments,
        ReadOnlyMemory<byte> input,
        CancellationToken cancel,
        IProgress<OutputLine>? lines = null
    )
    {
        cancel.ThrowIfCancellationRequested();
        RequireOpen();
        var capture = new OutputCapture(settings.Lines, ShowsOutput, lines);
        using var child = Start(settings, arguments, capture.Redirect(input));
        var exitCode = await WaitAsync(child, settings, cancel);
        return new(exitCode, capture.Output, capture.Error);
    }

    private void RequireOpen()
    {
        if (shielded && host.Fence.Why() is { } why)
        {
            throw why;
        }
    }

    private IChildProcess Start(TSettings settings, ProcessArgumentBuilder arguments, ProcessSettings process)
    {
        foreach (var name in ChildCredentials.Withheld(host, Credentials))
        {
            settings.EnvironmentVariables.TryAdd(name, null!);
        }

        try
        {
            return (IChildProcess)RunProcess(settings, arguments, process);
        }
        catch (CakeException problem)
        {
            throw new FailedException(problem.Message, problem);
        }
    }

    private async Task<int> WaitAsync(IChildProcess child, TSettings settings, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(settings.ToolTimeout ?? Timeout.InfiniteTimeSpan, host.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            deadline.Token,
            _fenced,
            settings.OnCancel == OnCancel.Stop ? cancel : CancellationToken.None
        );
        try
        {
            return await child.Completion.WaitAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
            await StopAsync(child, settings.Grace);
            RequireOpen();
            if (!deadline.IsCancellationRequested)
            {
                throw;
            }

            throw new FailedException(
                $"{GetToolName()}: not done after {settings.ToolTimeout!.Value.TotalSeconds:0} s, so it was stopped",
                new TimeoutException()
            );
        }
    }

    // Asked to stop, helm would write into a release that is another's by now: behind the fence there is no grace.
    private async Task StopAsync(IChildProcess child, TimeSpan grace)
    {
        try
        {
            if (!_fenced.IsCancellationRequested)
            {
                child.Interrupt();
            }

            await child.Completion.WaitAsync(grace, host.Time, _fenced);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            child.Kill();
            await child.Completion;
        }
    }
}
