using System.Text;
using BenchmarkDotNet.Attributes;
using Deploy.Catalog;
using Deploy.Testing;
using Deploy.Yaml;

namespace Deploy.Benchmarks.Catalog;

/// <summary>Reading a catalog, and deciding what a run in it is about: one service, or a group of nearly all.</summary>
[MemoryDiagnoser]
public class CatalogLoadBenchmarks
{
    private byte[] _text = [];
    private ServiceCatalog _catalog = null!;

    [Params(10, 1_000, 10_000)]
    public int Services { get; set; }

    [GlobalSetup]
    public void Write()
    {
        var demo = File.ReadAllText(Path.Combine(Repository.Root, CatalogLoader.DefaultFile));
        _text = Encoding.UTF8.GetBytes(GeneratedCatalog.Of(demo, Services));
        _catalog = Load();
    }

    [Benchmark]
    public ServiceCatalog Load() => CatalogLoader.Read([YamlReader.Read(_text, CatalogLoader.DefaultFile)]);

    [Benchmark]
    public RunScope SelectOne() => Select("infosite");

    [Benchmark]
    public RunScope SelectGroup() => Select("%dev");

    private RunScope Select(string services) =>
        new ScopeRequest(Pipeline.InstallDev, [services], null, [], new("ada")).Decide(_catalog);
}
