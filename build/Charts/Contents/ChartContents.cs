namespace Deploy.Charts.Contents;

/// <summary>The files of a chart, wherever they come from: a folder, or a package. Paths are unique and in ordinal order.</summary>
public sealed class ChartContents
{
    private readonly SortedDictionary<string, ChartFile> _files = new(StringComparer.Ordinal);

    /// <summary>Takes files that were checked by who read them.</summary>
    /// <exception cref="UsageException">Two files have one path, or there are more or larger ones than Helm takes.</exception>
    public ChartContents(IEnumerable<ChartFile> files)
    {
        var total = 0L;
        foreach (var file in files)
        {
            total += file.Content.Length;
            if (_files.Count >= ChartLimits.Files || total > ChartLimits.TotalBytes)
            {
                throw new UsageException(
                    $"the chart is too large: at most {ChartLimits.Files:N0} files of {ChartLimits.TotalBytes >> 20} MiB"
                );
            }

            if (!_files.TryAdd(file.Path, file))
            {
                throw new UsageException($"the chart has two files {Printable.Quote(file.Path)}");
            }
        }
    }

    /// <summary>The files.</summary>
    public IReadOnlyCollection<ChartFile> Files => _files.Values;

    /// <summary>The file at a path, or null.</summary>
    public ChartFile? Find(string path) => _files.GetValueOrDefault(path);

    /// <summary>The files below a folder, e.g. <c>charts/lib/</c>, with their paths in it.</summary>
    public ChartContents Below(string folder) =>
        new(
            Files
                .Where(file => file.Path.StartsWith(folder, StringComparison.Ordinal))
                .Select(file => file with { Path = file.Path[folder.Length..] })
        );

    /// <summary>The chart without the files below a folder, e.g. <c>charts/lib/</c>.</summary>
    public ChartContents Without(string folder) =>
        new(Files.Where(file => !file.Path.StartsWith(folder, StringComparison.Ordinal)));

    /// <summary>The chart with another chart's files added below a folder.</summary>
    public ChartContents With(string folder, ChartContents added) =>
        new([.. Files, .. added.Files.Select(file => file with { Path = folder + file.Path })]);
}
