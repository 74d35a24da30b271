using Cake.Core;
using Cake.Core.Diagnostics;
using Deploy.Reporting.Story;

namespace Deploy.Hosting;

/// <summary>
/// Cake's log on a terminal: without Cake's own two lines about a failure that the end of the run tells in full. Where
/// standard error goes somewhere else they are all that stands there, and are kept.
/// </summary>
/// <param name="console">Where to.</param>
/// <param name="run">What was told so far.</param>
internal sealed class DeduplicatingLog(IConsole console, RunLog run) : ICakeLog
{
    // Cake's engine, when a task throws.
    private const string TaskFailed = "An error occurred when executing task";

    private readonly Lazy<CakeBuildLog> _log = new(() => new CakeBuildLog(console));

    /// <inheritdoc/>
    public Verbosity Verbosity { get; set; } = Verbosity.Normal;

    /// <inheritdoc/>
    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args)
    {
        if (verbosity <= Verbosity && !(level == LogLevel.Error && IsTold(format)))
        {
            _log.Value.Verbosity = Verbosity;
            _log.Value.Write(verbosity, level, format, args);
        }
    }

    private bool IsTold(string format) =>
        run.Story is { } story
        && (format.StartsWith(TaskFailed, StringComparison.Ordinal) || story is { End: not null, Failures.Count: > 0 });
}
