using System.Diagnostics;

namespace Deploy.CrashSweep;

/// <summary>Runs bash.</summary>
internal static class Shell
{
    /// <summary>Runs a script in a folder; <c>$0</c>, <c>$1</c>… are the arguments.</summary>
    public static async Task<Outcome> RunAsync(
        string folder,
        string script,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? variables = null
    )
    {
        var start = Start("bash", ["-c", script, .. arguments], folder);
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return await Outcome.OfAsync(start);
    }

    /// <summary>A command that ada starts at her desk.</summary>
    public static ProcessStartInfo Start(string command, IEnumerable<string> arguments, string folder)
    {
        var start = new ProcessStartInfo(command, arguments) { WorkingDirectory = folder };
        start.Environment["USER"] = "ada";
        start.Environment.Remove("GITHUB_ACTOR");
        return start;
    }
}
