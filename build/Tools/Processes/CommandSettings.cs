using Cake.Core.Tooling;

namespace Deploy.Tools.Processes;

/// <summary>What every command has, on top of Cake's <see cref="ToolSettings"/>.</summary>
/// <remarks>
/// <see cref="ToolSettings.ToolTimeout"/> is the deadline of the whole command. In
/// <see cref="ToolSettings.EnvironmentVariables"/> a null value removes the variable.
/// </remarks>
public abstract class CommandSettings : ToolSettings
{
    /// <summary>Gets each line as the child writes it. Called on the reader's thread, one line at a time per stream.</summary>
    public IProgress<OutputLine>? Lines { get; init; }

    /// <summary>How long a child that was asked to stop may take before it is killed with all its children.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What becomes of a running child when the run is cancelled.</summary>
    public virtual OnCancel OnCancel => OnCancel.Stop;
}

/// <summary>What becomes of a running child when the run is cancelled.</summary>
public enum OnCancel
{
    /// <summary>It is asked to stop (SIGTERM), and killed after its grace.</summary>
    Stop,

    /// <summary>It runs to its end, because stopping it half-way would leave a mess; only its deadline stops it.</summary>
    Finish,
}
