using System.Text;
using Deploy.Reporting;
using Deploy.Reporting.Ci;

namespace Deploy.Hosting;

/// <summary>The console of this process, as it was found.</summary>
internal static class Terminal
{
    /// <summary>Columns to write to; 100 where nobody says.</summary>
    public static int Width =>
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var columns) && columns > 20 ? columns
        : Console.IsOutputRedirected ? 100
        : Columns;

    /// <summary>Puts a question to the user; null where nobody can answer.</summary>
    public static Func<string, string?>? Ask => Console.IsInputRedirected ? null : Question;

    /// <summary>Whether lines can be drawn over: output goes to a terminal that takes escape codes.</summary>
    public static bool IsLive => !Console.IsOutputRedirected && Kind is not (null or "" or "dumb");

    /// <summary>Whether colours mean anything: both streams go to a terminal, and nobody asked for none.</summary>
    public static bool HasColours => IsLive && WantsColours && !Console.IsErrorRedirected;

    /// <summary>Whether both streams end in one place, where a person reads them.</summary>
    public static bool IsAlone => !Console.IsOutputRedirected && !Console.IsErrorRedirected;

    /// <summary>The rows of the terminal at this moment.</summary>
    public static int Rows => Measured(() => Console.WindowHeight, 24);

    private static string? Kind => Environment.GetEnvironmentVariable("TERM");

    private static bool WantsColours => Environment.GetEnvironmentVariable("NO_COLOR") is null or "";

    private static int Columns => Measured(() => Console.WindowWidth, 80);

    /// <summary>Standard output; colours and a width only where it is a terminal.</summary>
    public static Output Output() =>
        new(
            Console.Out,
            IsLive && WantsColours,
            Console.IsOutputRedirected ? null : () => Columns,
            HasServer ? new NonClosingWriter(RawOutput(), isHarmless: false) : null
        );

    /// <summary>
    /// Makes both streams go on when nobody reads them any more: a run is not to die half-way because its terminal was
    /// closed or its reader had enough. A build server that reads them finds no commands in them, whoever wrote the text:
    /// this is the one way out for all lines.
    /// </summary>
    public static void GuardStreams()
    {
        Console.SetOut(new NonClosingWriter(Console.Out, HasServer));
        Console.SetError(new NonClosingWriter(Console.Error, HasServer));
    }

    private static bool HasServer => BuildServers.ReadAlong(Environment.GetEnvironmentVariable);

    private static StreamWriter RawOutput() =>
        new(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false))
        {
            AutoFlush = true,
        };

    /// <summary>Writes an error the way Cake writes its own.</summary>
    public static void WriteError(string message) =>
        Console.Error.WriteLine(
            !Console.IsErrorRedirected && WantsColours && Kind is not (null or "dumb")
                ? $"\e[31mError: {message}\e[0m"
                : $"Error: {message}"
        );

    private static string? Question(string text)
    {
        Console.Error.Write(text);
        return Console.ReadLine();
    }

    private static int Measured(Func<int> measure, int otherwise)
    {
        try
        {
            return measure() is var size and > 0 ? size : otherwise;
        }
        catch (IOException)
        {
            return otherwise;
        }
    }
}
