using System.Diagnostics;

namespace Deploy.Testing.Runs;

/// <summary>Where commands are started: by ada, whoever runs the tests, and not by CI.</summary>
public static class Desk
{
    /// <summary>A command that is about to be started.</summary>
    /// <param name="command">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="variables">What it sees beside the variables of the tests; another <c>USER</c> is another person.</param>
    public static ProcessStartInfo Start(
        string command,
        IEnumerable<string> arguments,
        string folder,
        params IEnumerable<(string Name, string Value)> variables
    )
    {
        var start = new ProcessStartInfo(command, arguments) { WorkingDirectory = folder };
        start.Environment.Remove("GITHUB_ACTOR");
        start.Environment["USER"] = "ada";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
