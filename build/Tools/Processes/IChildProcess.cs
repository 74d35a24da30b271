using Cake.Core.IO;

namespace Deploy.Tools.Processes;

/// <summary>A started child that can be awaited and asked to stop.</summary>
public interface IChildProcess : IProcess
{
    /// <summary>The exit code, once the child has ended and its output was read.</summary>
    Task<int> Completion { get; }

    /// <summary>Asks the child to stop (SIGTERM; on Windows, which has no such thing, this kills). Safe to call at any time.</summary>
    void Interrupt();
}
