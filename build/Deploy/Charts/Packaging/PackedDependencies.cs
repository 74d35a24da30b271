using Deploy.Model;

namespace Deploy.Charts;

/// <summary>Dependencies that lie in a chart as packages: <c>charts/lib-1.2.0.tgz</c>.</summary>
internal static class PackedDependencies
{
    private const string Folder = "charts/";
    private const int DeepestNesting = 10;

    /// <summary>The chart with every packed dependency unpacked to <c>charts/&lt;name&gt;/</c>, as <c>helm package</c> does.</summary>
    /// <param name="files">The chart's files.</param>
    /// <param name="source">What the chart is called in errors.</param>
    /// <param name="depth">How many packages this one lies in.</param>
    /// <exception cref="UsageException">A package that <see cref="ChartArchive"/> refuses, or too many in each other.</exception>
    public static ChartContents Unpack(IEnumerable<ChartFile> files, string source, int depth = 0) =>
        depth > DeepestNesting
            ? throw new UsageException($"the package {Printable.Quote(source)} holds packages in packages without end")
            : new ChartContents(
                files.SelectMany(file => IsPackage(file.Path) ? Unpacked(file, source, depth) : [file])
            );

    private static bool IsPackage(string path) =>
        path.StartsWith(Folder, StringComparison.Ordinal)
        && path.EndsWith(".tgz", StringComparison.Ordinal)
        && path.IndexOf('/', Folder.Length) < 0;

    private static IEnumerable<ChartFile> Unpacked(ChartFile package, string source, int depth)
    {
        var (name, contents) = ChartArchive.Read(package.Content, $"{source}: {package.Path}", depth + 1);
        return contents.Files.Select(file => file with { Path = $"{Folder}{name}/{file.Path}" });
    }
}
