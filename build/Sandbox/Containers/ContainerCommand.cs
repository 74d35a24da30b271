using System.Diagnostics;

namespace Deploy.Sandbox.Containers;

/// <summary>A program that runs in a container beside the container's own.</summary>
internal sealed class ContainerCommand(Process process) : IDisposable
{
    public Stream Input => process.StandardInput.BaseStream;

    public Stream Output => process.StandardOutput.BaseStream;

    public Stream Errors => process.StandardError.BaseStream;

    /// <summary>Waits for its end; kills it when that is no longer waited for.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitAsync(CancellationToken cancellation)
    {
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode;
    }

    public void Dispose() => process.Dispose();
}
