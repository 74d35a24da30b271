using Cake.Core.Diagnostics;
using Deploy.Arguments;
using Deploy.Journal;
using Deploy.Reporting;
using Deploy.Reporting.Reports;
using Deploy.Reporting.Screen;
using Deploy.Reporting.Story;

namespace Deploy.Operations.Report;

/// <summary>Reports an older run from its journal.</summary>
/// <param name="journals">The journals.</param>
/// <param name="paths">Where the checkout is.</param>
/// <param name="output">Where to.</param>
internal sealed class ReportStep(JournalReader journals, RepositoryPaths paths, Output output)
{
    /// <summary>Shows the run, and writes its reports.</summary>
    /// <param name="id">The run; null for the last.</param>
    /// <param name="wanted">The files to write, relative to the checkout; none for those in the run's folder.</param>
    /// <param name="asJson">Whether to print JSON.</param>
    /// <exception cref="UsageException">There is no such run, or its journal has no beginning.</exception>
    public void Write(string? id, IReadOnlyList<string> wanted, bool asJson)
    {
        var run =
            id
            ?? (journals.Runs() is [var last, ..] ? last : null)
            ?? throw new UsageException($"No run has left a journal in {paths.Runs}");
        var story =
            RunStory.Of(journals.Read(run))
            ?? throw new UsageException($"The journal of run {run} does not hold the run's beginning");
        var kept = Path.Combine(paths.Runs, run, ReportFiles.Name);
        var files =
            wanted.Count > 0
                ? wanted.Select(paths.Absolute).ToList()
                : ReportFormat.Endings.Select(ending => kept + ending).ToList();
        files.ForEach(file => ReportFile.Write(file, story));
        if (asJson)
        {
            output.Writer.WriteLine(JsonReport.Of(story));
            return;
        }

        foreach (
            var line in RunEndText.Lines(
                story,
                Verbosity.Normal,
                output.Width,
                Path.GetRelativePath(paths.Root, files[0])
            )
        )
        {
            output.Line(line);
        }
    }
}
