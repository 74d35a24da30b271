namespace Deploy.Host;

/// <summary>What is printed before Cake's console is there.</summary>
internal static class Terminal
{
    /// <summary>Columns to write to; 100 where nobody says.</summary>
    public static int Width =>
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var columns) && columns > 20
            ? columns
            : Measured();

    /// <summary>Puts a question to the user; null where nobody can answer.</summary>
    public static Func<string, string?>? Ask => Console.IsInputRedirected ? null : Question;

    private static bool HasColours =>
        !Console.IsErrorRedirected
        && Environment.GetEnvironmentVariable("NO_COLOR") is null
        && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb");

    /// <summary>Writes an error the way Cake writes its own.</summary>
    public static void WriteError(string message) =>
        Console.Error.WriteLine(HasColours ? $"\e[31mError: {message}\e[0m" : $"Error: {message}");

    private static string? Question(string text)
    {
        Console.Error.Write(text);
        return Console.ReadLine();
    }

    private static int Measured()
    {
        try
        {
            return Console.IsOutputRedirected ? 100 : Math.Max(20, Console.WindowWidth);
        }
        catch (IOException)
        {
            return 100;
        }
    }
}
