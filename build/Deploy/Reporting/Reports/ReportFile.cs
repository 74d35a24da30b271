using Deploy.Files;
using Deploy.Model;
using Deploy.Reporting.Reports.Html;
using Deploy.Reporting.Story;

namespace Deploy.Reporting.Reports;

/// <summary>Writes a run's report to a file, in the format that the file's name asks for.</summary>
internal static class ReportFile
{
    /// <summary>The formats there are, as endings of files.</summary>
    public static readonly IReadOnlyList<string> Endings = [".html", ".md", ".json"];

    /// <summary>Writes it, whole or not at all.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, RunStory story) => WholeFile.Write(path, Text(path, story));

    /// <summary>Refuses a file whose name says no format.</summary>
    /// <exception cref="UsageException">It ends with none of <see cref="Endings"/>.</exception>
    public static string RequireFormat(string origin, string path) =>
        Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)
            ? path
            : throw new UsageException(
                $"{origin} is {Printable.Quote(path)}; it takes a file that ends with {string.Join(", ", Endings)}"
            );

    private static string Text(string path, RunStory story) =>
        Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".html" => HtmlReport.Of(story),
            ".md" => MarkdownReport.Of(story),
            _ => JsonReport.Of(story),
        };
}
