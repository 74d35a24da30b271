using System.Globalization;
using Cake.Core;
using Cake.Core.Diagnostics;

namespace Deploy.Reporting;

/// <summary>What Cake says about tasks: a heading for each, and at the end what became of all of them.</summary>
/// <param name="output">Where to.</param>
/// <param name="summary">What the run came to.</param>
public sealed class RunReport(Output output, RunSummary summary) : ICakeReportPrinter
{
    /// <inheritdoc/>
    public void WriteStep(string name, Verbosity verbosity)
    {
        if (verbosity >= Verbosity.Normal)
        {
            output.Line();
            output.Line(name, Hue.Heading);
        }
    }

    /// <inheritdoc/>
    public void WriteLifeCycleStep(string name, Verbosity verbosity) { }

    /// <inheritdoc/>
    public void WriteSkippedStep(string name, Verbosity verbosity) { }

    /// <inheritdoc/>
    public void Write(CakeReport report)
    {
        summary.Write();
        var tasks = report
            .Where(entry =>
                entry.Category == CakeReportEntryCategory.Task
                && entry.ExecutionStatus != CakeTaskExecutionStatus.Delegated
            )
            .ToList();
        output.Line();
        TextTable.Write(output.Writer, ["TASK", "TIME", "STATUS"], tasks.Select(Row));
        output.Line(
            $"{Seconds(report.Aggregate(TimeSpan.Zero, (total, entry) => total + entry.Duration))} in all",
            Hue.Faint
        );
    }

    private static string[] Row(CakeReportEntry entry) =>
        entry.ExecutionStatus switch
        {
            CakeTaskExecutionStatus.Skipped => [entry.TaskName, "-", $"skipped: {entry.SkippedMessage}"],
            CakeTaskExecutionStatus.Failed => [entry.TaskName, Seconds(entry.Duration), "failed"],
            _ => [entry.TaskName, Seconds(entry.Duration), "done"],
        };

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture);
}
