using BenchmarkDotNet.Attributes;
using Deploy.Charts.Index;
using Deploy.Charts.Packaging;
using Deploy.Testing;

namespace Deploy.Benchmarks.Charts;

/// <summary>One more version in an index of 100,000, in memory: found its place, inserted, read back.</summary>
[MemoryDiagnoser]
public class IndexBenchmarks
{
    private const string Source = "index.yaml";
    private IndexText _index = null!;
    private IndexEntry _entry = null!;

    [GlobalSetup]
    public void Write()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, Source);
        LargeIndex.Write(file);
        _index = new IndexText(File.ReadAllBytes(file));
        var chart = Path.GetDirectoryName(
            folder.Write("new/Chart.yaml", "apiVersion: v2\nname: service-05000\nversion: 1.10.0\n")
        )!;
        var package = ChartPackage.Pack(ChartFolder.Read(chart), chart);
        _entry = new IndexEntry(package.Metadata, package.Digest, package.FileName, DateTimeOffset.UnixEpoch);
    }

    [Benchmark]
    public long Insert()
    {
        var place = InsertionPlace.In(_index, _entry.Metadata.Name, _entry.Metadata.Version, Source);
        return IndexEditor.Insert(_index, place, _entry, DateTimeOffset.UnixEpoch, Source).Length;
    }
}
