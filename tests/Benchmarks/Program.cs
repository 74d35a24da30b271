using Deploy.Benchmarks.Catalog;
using Deploy.Benchmarks.Charts;
using Deploy.Benchmarks.Images;
using Deploy.Benchmarks.Values;

// Each benchmark is a word; the numbers in docs/performance.md come from here.
return args switch
{
    ["charts"] => await PublishBenchmark.RunAsync(),
    ["charts", "publish", var url, var chart, var cache] => await PublishOnce.RunAsync(url, chart, cache),
    ["catalog"] => await CatalogBenchmark.RunAsync(),
    ["images"] => await ImagesBenchmark.RunAsync(),
    ["values"] => ValuesBenchmark.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project tests/Benchmarks -- charts|catalog|images|values");
    return 2;
}
