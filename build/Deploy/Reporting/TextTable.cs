using System.Text;

namespace Deploy.Reporting;

/// <summary>Columns in the manner of kubectl: no lines, two blanks between, easy to cut with awk.</summary>
internal static class TextTable
{
    /// <summary>Writes a table.</summary>
    public static void Write(TextWriter output, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        var lines = rows.Prepend(header).ToList();
        var widths = header.Select((_, column) => lines.Max(line => line[column].Length)).ToList();
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.AppendLine(string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }

        // At once: a console flushes with every write.
        output.Write(text);
    }
}
