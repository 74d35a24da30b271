namespace Deploy.Reporting;

/// <summary>The lines of a unified diff, coloured.</summary>
internal static class DiffLines
{
    /// <summary>Writes them, indented.</summary>
    public static void Write(Output output, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            output.Line(
                $"  {Printable.Escape(line)}",
                line.StartsWith('+') ? Hue.Good
                    : line.StartsWith('-') ? Hue.Bad
                    : Hue.Faint
            );
        }
    }
}
