using System.Text;

namespace Deploy.Reporting;

/// <summary>
/// Columns in the manner of kubectl: no lines, two blanks between, easy to cut with awk. On a terminal that is too
/// narrow for them, each row becomes a small list.
/// </summary>
internal static class TextTable
{
    /// <summary>Writes a table that is as wide as it is.</summary>
    public static void Write(TextWriter output, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder();
        foreach (var line in Lines(header, [.. rows]))
        {
            text.AppendLine(line);
        }

        // At once: a console flushes with every write.
        output.Write(text);
    }

    /// <summary>The lines of a table, or of lists where it is wider than the terminal.</summary>
    /// <param name="header">The names of the columns; the first one's cells name the rows.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="width">The columns of the terminal; null for no limit.</param>
    public static IReadOnlyList<string> Lines(
        IReadOnlyList<string> header,
        IReadOnlyList<IReadOnlyList<string>> rows,
        int? width = null
    )
    {
        // Loops: what LINQ does to numbers, the runtime would compile at each start.
        var widths = new int[header.Count];
        var whole = 2 * (widths.Length - 1);
        for (var column = 0; column < widths.Length; column++)
        {
            foreach (var row in rows.Prepend(header))
            {
                widths[column] = Math.Max(widths[column], row[column].Length);
            }

            whole += widths[column];
        }

        return whole <= (width ?? int.MaxValue)
            ? [.. rows.Prepend(header).Select(row => Row(row, widths))]
            : [.. rows.SelectMany(row => List(header, row))];
    }

    private static string Row(IReadOnlyList<string> cells, int[] widths) =>
        string.Join("  ", cells.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd();

    private static IEnumerable<string> List(IReadOnlyList<string> header, IReadOnlyList<string> cells)
    {
        yield return cells[0];
        for (var column = 1; column < cells.Count; column++)
        {
            if (cells[column] is not ("" or "-"))
            {
                yield return $"  {header[column].ToLowerInvariant(), -8} {cells[column]}";
            }
        }
    }
}
