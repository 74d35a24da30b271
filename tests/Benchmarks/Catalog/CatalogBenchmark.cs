using Deploy.Testing;

namespace Deploy.Benchmarks.Catalog;

/// <summary>
/// What a run costs in catalogs of ten, a thousand and ten thousand services: the whole process, of the program as
/// <c>build.sh</c> compiles it.
/// </summary>
internal static class CatalogBenchmark
{
    private const int Runs = 7;
    private static readonly int[] Sizes = [10, 1_000, 10_000];

    private static readonly (string Name, string[] Arguments)[] Commands =
    [
        ("Services", ["--target=Services"]),
        ("plan for one service", ["--target=InstallDev", "--services=infosite", "--plan"]),
    ];

    public static async Task<int> RunAsync()
    {
        var program = BuiltProgram.Path;
        using var folder = new TemporaryFolder();
        var checkout = Path.Combine(folder.Path, "checkout");
        await Measured.OfAsync("git", ["clone", "--quiet", "--shared", Repository.Root, checkout]);
        var demo = await File.ReadAllTextAsync(Path.Combine(checkout, "charts/services.yaml"));
        foreach (var size in Sizes)
        {
            folder.Write($"{size}.yaml", GeneratedCatalog.Of(demo, size));
        }

        foreach (var (name, arguments) in Commands)
        {
            Report(name, await MeasureAsync(program, checkout, folder.Path, arguments));
        }

        return 0;
    }

    // By turns, so that whatever else the machine does falls on all sizes alike.
    private static async Task<ILookup<int, Measured>> MeasureAsync(
        string program,
        string checkout,
        string catalogs,
        string[] arguments
    )
    {
        var measured = new List<(int Size, Measured Run)>();
        for (var run = 0; run < Runs; run++)
        {
            foreach (var size in Sizes)
            {
                string[] words = [program, $"--working={checkout}", $"--catalog={catalogs}/{size}.yaml", .. arguments];
                measured.Add((size, await Measured.OfAsync("dotnet", words)));
            }
        }

        return measured.ToLookup(pair => pair.Size, pair => pair.Run);
    }

    private static void Report(string name, ILookup<int, Measured> runs)
    {
        var ten = runs[Sizes[0]].Min(run => run.Cpu);
        foreach (var size in runs)
        {
            var best = size.MinBy(run => run.Cpu)!;
            Console.WriteLine($"{name, -22}{size.Key, 7:n0} services  {best}  {best.Cpu / ten:0.0} times ten's CPU");
        }
    }
}
