namespace Deploy.CrashSweep;

/// <summary>Runs bash.</summary>
internal static class Shell
{
    /// <summary>Runs a script in a folder; <c>$0</c>, <c>$1</c>… are the arguments.</summary>
    public static Task<Outcome> RunAsync(
        string folder,
        string script,
        IEnumerable<string> arguments,
        params IEnumerable<(string Name, string Value)> variables
    ) => Outcome.OfAsync(Desk.Start("bash", ["-c", script, .. arguments], folder, variables));
}
