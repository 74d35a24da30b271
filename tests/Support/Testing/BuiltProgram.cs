using System.Diagnostics;

namespace Deploy.Testing;

/// <summary>The deploy program as people run it: compiled ahead, by <c>build.sh</c>, where a source is newer.</summary>
public static class BuiltProgram
{
    private static readonly Lazy<string> _path = new(Compile);

    /// <summary>Its assembly, for <c>dotnet</c>.</summary>
    /// <exception cref="InvalidOperationException">It does not compile.</exception>
    public static string Path => _path.Value;

    private static string Compile()
    {
        var start = new ProcessStartInfo("bash", [File("build.sh"), "--version"]) { RedirectStandardOutput = true };
        using var compiler = Process.Start(start)!;
        compiler.StandardOutput.ReadToEnd();
        compiler.WaitForExit();
        if (compiler.ExitCode != 0)
        {
            throw new InvalidOperationException("build.sh does not compile the program; what it says is above");
        }

        var programs = File(".artifacts/program");
        var current = System.IO.File.ReadAllText(System.IO.Path.Combine(programs, "current")).Trim();
        return System.IO.Path.Combine(programs, current, "Deploy.dll");
    }

    private static string File(string path) => System.IO.Path.Combine(Repository.Root, path);
}
