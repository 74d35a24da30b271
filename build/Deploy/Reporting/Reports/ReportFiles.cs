using Deploy.Arguments;
using Deploy.Journal;
using Deploy.Journal.Records;
using Deploy.Reporting.Story;

namespace Deploy.Reporting.Reports;

/// <summary>Leaves a run's reports in its folder when it ends, and where the user wants them.</summary>
/// <param name="run">The run so far.</param>
/// <param name="folder">The run's folder.</param>
/// <param name="paths">Where the checkout is.</param>
/// <param name="wanted">Files that the user named, relative to the checkout.</param>
internal sealed class ReportFiles(RunLog run, RunFolder folder, RepositoryPaths paths, IReadOnlyList<string> wanted)
    : IRunReader
{
    /// <summary>The reports' name in a run's folder, without its ending.</summary>
    public const string Name = "report";

    /// <summary>Where the report for people is, or why there is none; null before the end.</summary>
    public string? Where { get; private set; }

    /// <inheritdoc/>
    public void Read(RunRecord record)
    {
        if (record is RunEndedRecord && run.Story is { } story)
        {
            Where = Write(story);
        }
    }

    // A report that cannot be written is no reason to call a deploy failed.
    private string Write(RunStory story)
    {
        try
        {
            var kept = Path.Combine(folder.Create(), Name);
            foreach (var ending in ReportFormat.Endings)
            {
                ReportFile.Write(kept + ending, story);
            }

            foreach (var path in wanted)
            {
                ReportFile.Write(paths.Absolute(path), story);
            }

            return string.Join(", ", wanted.DefaultIfEmpty(Path.GetRelativePath(paths.Root, $"{kept}.html")));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return $"not written: {problem.Message}";
        }
    }
}
