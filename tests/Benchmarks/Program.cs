using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Deploy.Benchmarks.Catalog;
using Deploy.Benchmarks.Charts;
using Deploy.Benchmarks.Fleet;
using Deploy.Benchmarks.Images;
using Deploy.Benchmarks.Values;
using Deploy.Testing;

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
    ["micro", .. var filters] => Micro(filters),
    _ => Usage(),
};

// BenchmarkDotNet's, of parts of the program in this process: a project of its own for each would need its own packages.
static int Micro(string[] filters)
{
    var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);
    var output = Path.Combine(Repository.Root, ".artifacts/BenchmarkDotNet");
    BenchmarkSwitcher
        .FromAssembly(typeof(IndexBenchmarks).Assembly)
        .Run(filters is [] ? ["--filter", "*"] : filters, DefaultConfig.Instance.AddJob(job).WithArtifactsPath(output));
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine(
        "dotnet run -c Release --project tests/Benchmarks -- charts|catalog|fleet|images|values|micro"
    );
    return 2;
}
