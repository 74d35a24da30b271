using System.Diagnostics;
using Deploy.Integration.Flows;

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
        var start = new ProcessStartInfo("bash", ["-c", script, .. arguments]) { WorkingDirectory = folder };
        start.Environment["USER"] = "ada";
        start.Environment.Remove("GITHUB_ACTOR");
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return await Outcome.OfAsync(start);
    }
}
