using Cake.Core;
using Cake.Core.Diagnostics;
using Deploy.Arguments;
using Deploy.Reporting;

namespace Deploy.Hosting;

/// <summary>
/// What Cake says about tasks: a heading for each, and at the end what became of them. A run of the pipeline says all
/// that by itself (<see cref="Reporting.Screen.RunEndText"/>).
/// </summary>
/// <param name="output">Where to.</param>
/// <param name="arguments">What was asked for.</param>
internal sealed class TaskReport(Output output, DeployArguments arguments) : ICakeReportPrinter
{
    private bool IsRun => Pipeline.Of(arguments.Targets) is { Stages.Count: > 0 };

    /// <inheritdoc/>
    public void WriteStep(string name, Verbosity verbosity)
    {
        if (verbosity >= Verbosity.Normal && !IsRun && !arguments.Json)
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
        // Cake prints it after a failure whatever was asked for; a reader of JSON could not read on.
        if (IsRun || arguments.Json)
        {
            return;
        }

        output.Line();
        TextTable.Write(
            output.Writer,
            ["TASK", "TIME", "STATUS"],
            report
                .Where(entry =>
                    entry.Category == CakeReportEntryCategory.Task
                    && entry.ExecutionStatus != CakeTaskExecutionStatus.Delegated
                )
                .Select(Row)
        );
    }

    private static string[] Row(CakeReportEntry entry) =>
        entry.ExecutionStatus switch
        {
            CakeTaskExecutionStatus.Skipped => [entry.TaskName, "-", $"skipped: {entry.SkippedMessage}"],
            CakeTaskExecutionStatus.Failed => [entry.TaskName, Words.Time(entry.Duration), "failed"],
            _ => [entry.TaskName, Words.Time(entry.Duration), "done"],
        };
}
