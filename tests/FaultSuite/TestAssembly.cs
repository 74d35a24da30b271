using System.Diagnostics;
using System.Xml.Linq;

namespace Deploy.FaultSuite;

/// <summary>An assembly with tests of faults; it is a program that runs them.</summary>
/// <param name="Name">E.g. <c>Integration</c>.</param>
/// <param name="Path">Where it is.</param>
internal sealed record TestAssembly(string Name, string Path)
{
    private static readonly string[] _names =
    [
        "Model.Tests",
        "Yaml.Tests",
        "Oci.Tests",
        "Tools.Tests",
        "Images.Tests",
        "Charts.Tests",
        "Clusters.Tests",
        "Sandbox.Tests",
        "Deploy.Tests",
        "Integration",
        "UnderFire",
        "CrashSweep",
    ];

    /// <summary>Those that were built together with this program, the quick ones first.</summary>
    public static IEnumerable<TestAssembly> All()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var output = System.IO.Path.GetFullPath(System.IO.Path.Combine(AppContext.BaseDirectory, "../.."));
        return _names.Select(name => new TestAssembly(
            name,
            System.IO.Path.Combine(output, name, configuration, $"{name}.dll")
        ));
    }

    /// <summary>Runs the tests of some rows. What they print goes to standard error.</summary>
    public async Task<IReadOnlyList<TestResult>> RunAsync(IReadOnlyCollection<int> rows)
    {
        var report = System.IO.Path.GetTempFileName();
        try
        {
            var filters = rows.SelectMany(row => new[] { "-method", $"*.Fault_{row:00}_*" });
            var start = new ProcessStartInfo("dotnet", [Path, .. filters, "-result-xml", report, "-noLogo", "-noColor"])
            {
                RedirectStandardOutput = true,
            };
            using var process = Process.Start(start)!;
            await process.StandardOutput.BaseStream.CopyToAsync(Console.OpenStandardError());
            await process.WaitForExitAsync();
            var text = await File.ReadAllTextAsync(report);
            return text.Length > 0
                ? [.. XDocument.Parse(text).Descendants("test").Select(TestResult.Read)]
                : throw new InvalidOperationException($"{Name} did not run: exit code {process.ExitCode}");
        }
        finally
        {
            File.Delete(report);
        }
    }
}
