using BenchmarkDotNet.Attributes;

namespace Deploy.Benchmarks.Values;

/// <summary>One tag in a large values file.</summary>
[MemoryDiagnoser]
public class EditBenchmarks
{
    private readonly LargestValues _values = new();

    [Benchmark(Baseline = true)]
    public byte[] YamlDotNet() => _values.ParseAndDump();

    [Benchmark]
    public object ValuesEditor() => _values.Set();
}
