using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;

namespace Deploy.Tools.Processes;

/// <summary>What commands run on: Cake's services, and the two ways to start a child.</summary>
/// <param name="FileSystem">Where executables are looked up.</param>
/// <param name="Environment">Working directory, variables and platform.</param>
/// <param name="Runner">Starts children that share the terminal.</param>
/// <param name="ShieldedRunner">Starts children that the terminal's Ctrl-C does not reach (<see cref="TerminalShield"/>).</param>
/// <param name="Tools">Finds executables.</param>
/// <param name="Time">The clock of deadlines.</param>
public sealed record CommandHost(
    IFileSystem FileSystem,
    ICakeEnvironment Environment,
    IProcessRunner Runner,
    IProcessRunner ShieldedRunner,
    Cake.Core.Tooling.IToolLocator Tools,
    TimeProvider Time
)
{
    /// <summary>Stops shielded children, as those are what changes clusters.</summary>
    public Fence Fence { get; init; } = new();

    /// <summary>The variables that hold secrets though they are not named like one: of the catalog's notifications.</summary>
    public Func<IReadOnlyCollection<string>> SecretVariables { get; init; } = () => [];

    /// <summary>The host that starts real children.</summary>
    public static CommandHost Create(
        IFileSystem fileSystem,
        ICakeEnvironment environment,
        ICakeLog log,
        TimeProvider time
    )
    {
        var tools = new PathToolLocator(fileSystem, environment);
        return new(
            fileSystem,
            environment,
            new ChildProcessRunner(environment, log, time),
            new ChildProcessRunner(environment, log, time, new TerminalShield(environment, tools)),
            tools,
            time
        );
    }
}
