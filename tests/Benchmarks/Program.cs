using Deploy.Benchmarks.Catalog;
using Deploy.Benchmarks.Charts;

// Each benchmark is a word; the numbers in docs/performance.md come from here.
return args switch
{
    ["charts"] => await PublishBenchmark.RunAsync(),
    ["charts", "publish", var url, var chart, var cache] => await PublishOnce.RunAsync(url, chart, cache),
    ["catalog"] => await CatalogBenchmark.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project tests/Benchmarks -- charts|catalog");
    return 2;
}
