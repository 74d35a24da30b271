using System.Diagnostics;
using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Deploy.Tools.Processes;

/// <summary>
/// Starts a child outside the terminal's process group. Ctrl-C then reaches this program only, which decides what each
/// child gets: <c>helm rollback</c> has no signal handler, and SIGINT would leave its release in <c>pending-rollback</c>.
/// </summary>
/// <param name="environment">The platform.</param>
/// <param name="tools">Finds the system's helper.</param>
public sealed class TerminalShield(ICakeEnvironment environment, IToolLocator tools)
{
    // Both helpers replace themselves by the child, so that the process id stays the child's own.
    private const string PerlScript = "setpgrp(0, 0); exec { $ARGV[0] } @ARGV; exit 127";

    /// <summary>Changes what is started. Where the system has no helper the child is started as it is.</summary>
    public void Apply(ProcessStartInfo start)
    {
        if (OperatingSystem.IsWindows())
        {
            start.CreateNewProcessGroup = true;
        }
        else if (tools.Resolve("setsid") is { } setsid && environment.Platform.Family == PlatformFamily.Linux)
        {
            Wrap(start, setsid);
        }
        else if (tools.Resolve("perl") is { } perl)
        {
            Wrap(start, perl, "-e", PerlScript);
        }
    }

    private static void Wrap(ProcessStartInfo start, FilePath helper, params string[] options)
    {
        var prefix = new ProcessArgumentBuilder().Literals(options).Literal(start.FileName).Render();
        start.Arguments = $"{prefix} {start.Arguments}";
        start.FileName = helper.FullPath;
    }
}
