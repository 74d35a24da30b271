namespace Deploy.Reporting;

/// <summary>
/// Standard output, line by line. Lines are never wrapped: a terminal folds them by itself, and a log or a pipe gets one
/// line for each.
/// </summary>
/// <param name="writer">Where lines go.</param>
/// <param name="hasColours">Whether colours mean anything there.</param>
public sealed class Output(TextWriter writer, bool hasColours)
{
    /// <summary>The console of this process; colours only where a terminal shows them.</summary>
    public static Output OfConsole(Func<string, string?> environment) =>
        new(
            Console.Out,
            !Console.IsOutputRedirected
                && environment("NO_COLOR") is null or ""
                && environment("TERM") is not ("dumb" or null)
        );

    /// <summary>Where whole texts go, as they are.</summary>
    public TextWriter Writer => writer;

    /// <summary>Writes a line.</summary>
    public void Line(string text = "", Hue hue = Hue.Plain) =>
        writer.WriteLine(hasColours && hue != Hue.Plain ? $"{Code(hue)}{text}\e[0m" : text);

    private static string Code(Hue hue) =>
        hue switch
        {
            Hue.Heading => "\e[1m",
            Hue.Good => "\e[32m",
            Hue.Bad => "\e[31m",
            Hue.Warning => "\e[33m",
            _ => "\e[90m",
        };
}

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
