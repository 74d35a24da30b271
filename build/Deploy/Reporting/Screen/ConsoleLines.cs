using Cake.Core.Diagnostics;
using Deploy.Journal;
using Deploy.Journal.Records;
using Deploy.Reporting.Ci;
using Deploy.Reporting.Story;

namespace Deploy.Reporting.Screen;

/// <summary>One line for everything that happens, as it happens: for pipes, files, dumb terminals and build servers.</summary>
/// <param name="output">Where to.</param>
/// <param name="log">How much is wanted.</param>
/// <param name="run">The run so far.</param>
/// <param name="report">Where the run's report will be.</param>
/// <param name="server">The build server that reads along, if one does.</param>
internal sealed class ConsoleLines(Output output, ICakeLog log, RunLog run, Func<string?> report, IBuildServer? server)
    : IRunReader
{
    /// <inheritdoc/>
    public void Read(RunRecord record)
    {
        if (record is StageStartedRecord begun)
        {
            Begin(begun);
        }
        else if (RecordText.Of(record, log.Verbosity) is { } line)
        {
            output.Line(line);
        }

        switch (record)
        {
            case NoteRecord { Warning: true } note:
                server?.Warning(note.Text);
                break;
            case StageEndedRecord { Outcome: not Deploy.Model.Runs.StageOutcome.Skipped } ended:
                server?.EndGroup(ended.Stage.ToString());
                break;
            case RunEndedRecord:
                End();
                break;
        }
    }

    private void Begin(StageStartedRecord begun)
    {
        if (server is not null)
        {
            server.BeginGroup(begun.Stage.ToString());
        }
        else if (RecordText.Of(begun, log.Verbosity) is { } heading)
        {
            output.Line();
            output.Line(heading);
        }
    }

    // Annotations come outside of the groups, which build servers fold.
    private void End()
    {
        if (run.Story is not { } story)
        {
            return;
        }

        foreach (var line in RunEndText.Lines(story, log.Verbosity, output.Width, report()))
        {
            output.Line(line);
        }

        if (server is not null)
        {
            foreach (var failed in story.Failures)
            {
                server.Error(Annotation.Of(failed), failed.Location);
            }

            server.Summary(story);
        }
    }
}
