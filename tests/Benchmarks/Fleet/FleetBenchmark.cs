using Deploy.Testing;

namespace Deploy.Benchmarks.Fleet;

/// <summary>
/// Twenty-four services on the real cluster: <c>InstallDev</c> without tests, by the program as <c>build.sh</c> compiles it, against
/// Helm by hand, one by one and many at once, and against <c>kubectl apply</c> of everything, which is the floor.
/// </summary>
internal static class FleetBenchmark
{
    private const int Services = 24;
    private const int Rounds = 3;
    private const string Ours = "InstallDev";
    private const string OneByOne = "one by one";

    public static async Task<int> RunAsync(int major)
    {
        var helm = await RealTools.HelmAsync(major);
        var kubectl = await RealTools.KubectlAsync();
        if ((RealCluster.Missing() ?? helm.Missing ?? kubectl.Missing) is { } missing)
        {
            await Console.Error.WriteLineAsync(missing);
            return 2;
        }

        var program = BuiltProgram.Path;
        using var checkout = await FleetCheckout.CreateAsync(Services);
        var (helmPath, kubectlPath) = (helm.Binary!.Path.FullPath, kubectl.Binary!.Path.FullPath);
        var byHand = await ByHand.PrepareAsync(checkout, helmPath, kubectlPath);
        var cluster = new FleetCluster(kubectlPath);
        Contestant[] contestants =
        [
            new("loop, P=12", Rounds, name => byHand.LoopAsync(name, 12)),
            new(Ours, Rounds, name => OursAsync(program, checkout, name, major)),
            new("loop, P=24", Rounds, name => byHand.LoopAsync(name, Services)),
            new("kubectl apply", 1, byHand.ApplyAsync),
            new(OneByOne, 1, name => byHand.LoopAsync(name, 1)),
        ];
        // Whoever deploys has asked this cluster before: both sides know what its API offers.
        await cluster.InFreshNamespaceAsync(name => OursAsync(program, checkout, name, major));
        await cluster.InFreshNamespaceAsync(name => byHand.LoopAsync(name, Services));
        Report(await MeasureAsync(cluster, contestants));
        return 0;
    }

    // By turns, so that whatever else the machine does falls on all of them alike.
    private static async Task<ILookup<string, TimeSpan>> MeasureAsync(FleetCluster cluster, Contestant[] contestants)
    {
        var measured = new List<(string Name, TimeSpan Wall)>();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var contestant in contestants.Where(contestant => round < contestant.Rounds))
            {
                var wall = (await cluster.InFreshNamespaceAsync(contestant.Install)).Wall;
                measured.Add((contestant.Name, wall));
                Console.WriteLine($"round {round + 1}: {contestant.Name, -14} {wall.TotalSeconds, 5:0.0} s");
            }
        }

        return measured.ToLookup(pair => pair.Name, pair => pair.Wall);
    }

    private static Task<Measured> OursAsync(string program, FleetCheckout checkout, string @namespace, int major) =>
        Measured.OfAsync(
            "dotnet",
            [
                program,
                $"--working={checkout.Root}",
                "--target=InstallDev",
                "--skip-tests",
                "--env=dev",
                $"--namespace={@namespace}",
                $"--services={string.Join(',', checkout.Services)}",
                $"--helm-version={major}",
            ],
            new Dictionary<string, string> { ["KUBECONFIG"] = RealCluster.Kubeconfig }
        );

    private static void Report(ILookup<string, TimeSpan> measured)
    {
        foreach (var contestant in measured)
        {
            Console.WriteLine(
                $"{contestant.Key, -14} best {contestant.Min().TotalSeconds, 5:0.0} s  median {Median(contestant).TotalSeconds, 5:0.0} s"
            );
        }

        var loop = measured.Where(times => times.Key.StartsWith("loop", StringComparison.Ordinal)).ToList();
        Console.WriteLine(
            $"the best loop takes {loop.Min(times => times.Min()) / measured[Ours].Min():0.00} times as long (bests), "
                + $"{loop.Min(Median) / Median(measured[Ours]):0.00} (medians); "
                + $"one by one {measured[OneByOne].Min() / Median(measured[Ours]):0.00}"
        );
    }

    private static TimeSpan Median(IEnumerable<TimeSpan> times) => times.Order().ElementAt(times.Count() / 2);

    private sealed record Contestant(string Name, int Rounds, Func<string, Task<Measured>> Install);
}
