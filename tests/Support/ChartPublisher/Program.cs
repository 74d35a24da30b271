using Deploy.ChartPublisher;
using Deploy.Charts;
using Deploy.Charts.Packaging;
using Deploy.Charts.Publishing;
using Deploy.Charts.Stores.Indexed;

// A process that publishes one chart and says what came of it. Arguments: the repository, the chart's folder, a folder for
// what it remembers, and optionally the step at which it kills itself.
var (url, chart, cache) = (args[0], args[1], args[2]);
var deadline = args.Length > 3 ? int.Parse(args[3]) : int.MaxValue;
var random = new Random();
var stores = new ChartStoreFactory(Environment.CurrentDirectory, cache, TimeProvider.System, random, null!, null!);
var repository = stores.OpenIndexed(url);
var store = new IndexedChartStore(
    repository with
    {
        Objects = new DyingObjects(repository.Objects, deadline),
    },
    TimeProvider.System,
    random
);
try
{
    var package = ChartPackage.Pack(ChartFolder.Read(chart), chart);
    var result = await store.PublishAsync(package, new PublishRules(), CancellationToken.None);
    Console.WriteLine($"{result.Outcome} {result.Version.Chart} {result.Version.Version} {result.Digest}");
    return 0;
}
catch (DeployException exception)
{
    Console.Error.WriteLine(exception.Message);
    return (int)exception.ExitCode;
}
