using Spectre.Console;

namespace Deploy.Reporting;

/// <summary>
/// Colours for whole lines. Lines are written as they are, never wrapped: a terminal folds them by itself, and a log or a
/// pipe gets one line for each.
/// </summary>
internal static class Paint
{
    private const string Reset = "\e[0m";

    /// <summary>Writes a line in a colour, where the console has colours.</summary>
    public static void Line(IAnsiConsole console, Hue hue, string text) =>
        console.Profile.Out.Writer.WriteLine(console.Profile.Capabilities.Ansi && hue != Hue.Plain ? Code(hue) + text + Reset : text);

    private static string Code(Hue hue) =>
        hue switch
        {
            Hue.Good => "\e[32m",
            Hue.Bad => "\e[31m",
            Hue.Warning => "\e[33m",
            _ => "\e[90m",
        };
}

/// <summary>What a colour says.</summary>
internal enum Hue
{
    /// <summary>Nothing.</summary>
    Plain,

    /// <summary>Something changed for the better.</summary>
    Good,

    /// <summary>Something failed.</summary>
    Bad,

    /// <summary>Something may be a mistake.</summary>
    Warning,

    /// <summary>Nothing new.</summary>
    Faint,
}
