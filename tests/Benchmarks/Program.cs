using Deploy.Benchmarks.Catalog;
using Deploy.Benchmarks.Charts;
using Deploy.Benchmarks.Fleet;
using Deploy.Benchmarks.Images;
using Deploy.Benchmarks.Values;

// Each benchmark is a word; the numbers in docs/performance.md come from here.
return args switch
{
    ["charts"] => await PublishBenchmark.RunAsync(),
    ["charts", "publish", var url, var chart, var cache] => await PublishOnce.RunAsync(url, chart, cache),
    ["catalog"] => await CatalogBenchmark.RunAsync(),
    ["fleet"] => await FleetBenchmark.RunAsync(4),
    ["fleet", "3"] => await FleetBenchmark.RunAsync(3),
    ["images"] => await ImagesBenchmark.RunAsync(),
    ["values"] => ValuesBenchmark.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project tests/Benchmarks -- charts|catalog|fleet|images|values");
    return 2;
}
