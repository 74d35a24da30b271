using System.Text;

namespace Deploy.Reporting;

/// <summary>
/// Standard output, line by line. Lines are never wrapped: a terminal folds them by itself, and a log or a pipe gets one
/// line for each.
/// </summary>
/// <param name="writer">Where lines go.</param>
/// <param name="hasColours">Whether colours mean anything there.</param>
/// <param name="width">The columns of the terminal; null where it is none.</param>
/// <param name="commands">Where commands to a build server go, if <paramref name="writer" /> keeps such from it.</param>
public sealed class Output(TextWriter writer, bool hasColours, Func<int>? width = null, TextWriter? commands = null)
{
    /// <summary>Where whole texts go, as they are.</summary>
    public TextWriter Writer => writer;

    /// <summary>Where this program's own commands to a build server go, between the lines.</summary>
    public TextWriter Commands => commands ?? writer;

    /// <summary>Whether colours mean anything.</summary>
    public bool HasColours => hasColours;

    /// <summary>The columns of the terminal at this moment; null where it is none.</summary>
    public int? Width => width?.Invoke();

    /// <summary>Writes a line.</summary>
    public void Line(string text = "", Hue hue = Hue.Plain) => writer.WriteLine(Coloured(text, hue));

    /// <summary>Writes a line.</summary>
    public void Line(HuedLine line) => Line(line.Text, line.Hue);

    /// <summary>The text in its colour, where colours mean anything.</summary>
    public string Coloured(string text, Hue hue) =>
        hasColours && hue != Hue.Plain && text.Length > 0
            ? new StringBuilder(text.Length + 9).Append(Code(hue)).Append(text).Append("\e[0m").ToString()
            : text;

    private static string Code(Hue hue) =>
        hue switch
        {
            Hue.Heading => "\e[1m",
            Hue.Good => "\e[32m",
            Hue.Bad => "\e[31m",
            Hue.Warning => "\e[33m",
            Hue.Plain or Hue.Faint => "\e[90m",
        };
}

/// <summary>A line in a colour.</summary>
/// <param name="Text">The line, safe to show.</param>
/// <param name="Hue">Its colour.</param>
public readonly record struct HuedLine(string Text, Hue Hue = Hue.Plain);

/// <summary>What a colour says.</summary>
public enum Hue
{
    /// <summary>Nothing.</summary>
    Plain,

    /// <summary>Something new begins.</summary>
    Heading,

    /// <summary>Something changed for the better.</summary>
    Good,

    /// <summary>Something failed.</summary>
    Bad,

    /// <summary>Something may be a mistake.</summary>
    Warning,

    /// <summary>Nothing new.</summary>
    Faint,
}
