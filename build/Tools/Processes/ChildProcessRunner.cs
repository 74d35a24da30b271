using System.ComponentModel;
using System.Diagnostics;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;

namespace Deploy.Tools.Processes;

/// <summary>
/// Starts children for <see cref="Command{TSettings}"/>. Cake's own runner lets them read the terminal, reads output in
/// lines that a lone carriage return ends, and can only kill.
/// </summary>
/// <param name="environment">The default working directory.</param>
/// <param name="log">Gets the command line at diagnostic verbosity.</param>
/// <param name="time">The clock of the wait for output that outlives the child.</param>
/// <param name="shield">Keeps the terminal's signals off, if given.</param>
public sealed class ChildProcessRunner(
    ICakeEnvironment environment,
    ICakeLog log,
    TimeProvider time,
    TerminalShield? shield = null
) : IProcessRunner
{
    /// <inheritdoc/>
    /// <exception cref="FailedException">The file cannot be executed.</exception>
    public IProcess Start(FilePath filePath, ProcessSettings settings)
    {
        var arguments = settings.Arguments ?? [];
        log.Debug(Verbosity.Diagnostic, "Executing: {0} {1}", filePath.FullPath, arguments.RenderSafe());
        var start = StartInfo(filePath, arguments, settings);
        shield?.Apply(start);
        try
        {
            return new ChildProcess(start, settings, time);
        }
        catch (Win32Exception problem)
        {
            throw new FailedException($"{filePath.FullPath} cannot be started: {problem.Message}", problem);
        }
    }

    private ProcessStartInfo StartInfo(FilePath file, ProcessArgumentBuilder arguments, ProcessSettings settings)
    {
        var start = new ProcessStartInfo(file.FullPath, arguments.Render())
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = settings.RedirectStandardOutput,
            RedirectStandardError = settings.RedirectStandardError,
            WorkingDirectory = (settings.WorkingDirectory ?? environment.WorkingDirectory)
                .MakeAbsolute(environment)
                .FullPath,
        };
        foreach (var (name, value) in settings.EnvironmentVariables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
