using Deploy.Testing;

namespace Deploy.Integration.Scripts;

/// <summary>PowerShell, where there is one: on PATH, or where <c>.ci/run</c> puts it.</summary>
internal static class PowerShell
{
    /// <summary>Why tests of it are skipped where it is absent.</summary>
    public const string Missing =
        "there is no pwsh: dotnet tool install PowerShell --version 7.6.9 --tool-path .tools/pwsh";

    /// <summary>The program; null where there is none.</summary>
    public static string? Path { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Append(System.IO.Path.Combine(Repository.Root, ".tools", "pwsh"))
            .Select(folder => System.IO.Path.Combine(folder, "pwsh"))
            .FirstOrDefault(File.Exists);

    /// <summary>Skips a test of PowerShell where there is none.</summary>
    public static void RequireFor(params IEnumerable<string> scripts) =>
        Assert.SkipWhen(
            Path is null && scripts.Any(script => script.EndsWith(".ps1", StringComparison.Ordinal)),
            Missing
        );
}
