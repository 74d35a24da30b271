using Deploy.Testing;

namespace Deploy.Benchmarks;

/// <summary>The program as <c>build.sh</c> compiles it for people.</summary>
internal static class CompiledProgram
{
    /// <summary>Its assembly; null where nothing was compiled yet, which is said then.</summary>
    public static async Task<string?> FindAsync()
    {
        var programs = Path.Combine(Repository.Root, ".artifacts/program");
        var current = Path.Combine(programs, "current");
        if (!File.Exists(current))
        {
            await Console.Error.WriteLineAsync("./build.sh --target=Services first: it compiles what is measured");
            return null;
        }

        return Path.Combine(programs, (await File.ReadAllTextAsync(current)).Trim(), "Deploy.dll");
    }
}
