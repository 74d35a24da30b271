using Deploy.Reporting.Reports.Html;
using Deploy.Reporting.Story;
using Deploy.Tools.Files;

namespace Deploy.Reporting.Reports;

/// <summary>Writes a run's report to a file, in the format that the file's name asks for.</summary>
internal static class ReportFile
{
    /// <summary>Writes it, whole or not at all.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, RunStory story) => WholeFile.Write(path, Text(path, story));

    private static string Text(string path, RunStory story) =>
        Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".html" => HtmlReport.Of(story),
            ".md" => MarkdownReport.Of(story),
            _ => JsonReport.Of(story),
        };
}
