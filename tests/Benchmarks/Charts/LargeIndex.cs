using System.Globalization;

namespace Deploy.Benchmarks.Charts;

/// <summary>An index of 10,000 charts with 10 versions each, as Helm writes it: about 40 MB.</summary>
internal static class LargeIndex
{
    private const int Charts = 10_000;
    private const int Versions = 10;

    public static void Write(string path)
    {
        using var text = new StreamWriter(path) { NewLine = "\n" };
        text.WriteLine("apiVersion: v1");
        text.WriteLine("entries:");
        for (var chart = 0; chart < Charts; chart++)
        {
            var name = $"service-{chart.ToString("d5", CultureInfo.InvariantCulture)}";
            text.WriteLine($"  {name}:");
            for (var version = Versions - 1; version >= 0; version--)
            {
                WriteVersion(text, name, $"1.{version}.0", chart * Versions + version);
            }
        }

        text.WriteLine("generated: \"2026-01-02T03:04:05.678901234Z\"");
    }

    private static void WriteVersion(StreamWriter text, string name, string version, int number)
    {
        text.WriteLine("  - annotations:");
        text.WriteLine("      owner: team-a");
        text.WriteLine("    apiVersion: v2");
        text.WriteLine($"    appVersion: {version}");
        text.WriteLine("    created: \"2026-01-02T03:04:05.678901234Z\"");
        text.WriteLine($"    description: The service {name}, which does what services of its kind do");
        text.WriteLine($"    digest: {Convert.ToHexStringLower(BitConverter.GetBytes(number)).PadLeft(64, 'a')}");
        text.WriteLine($"    name: {name}");
        text.WriteLine("    type: application");
        text.WriteLine("    urls:");
        text.WriteLine($"    - {name}-{version}.tgz");
        text.WriteLine($"    version: {version}");
    }
}
