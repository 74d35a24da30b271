using System.Diagnostics;
using System.Globalization;

namespace Deploy.Testing.Fuzzing;

/// <summary>
/// Runs a test with many chances. Every case has a seed of its own, which a failure names. A run of the suite takes the same
/// first cases each time, for two seconds at most, so that it fails for a change and never for its luck; with
/// <c>DEPLOY_FUZZ_SECONDS</c> new cases are tried for that long. <c>DEPLOY_FUZZ_SEED</c> begins with a known case.
/// </summary>
public static class Fuzz
{
    private const int FirstSeed = 1;
    private const int KnownCases = 20_000;
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(2);

    /// <summary>Runs a test that is over when it returns.</summary>
    public static void Run(Action<Random> test) =>
        RunAsync(random =>
            {
                test(random);
                return Task.CompletedTask;
            })
            .GetAwaiter()
            .GetResult();

    /// <summary>Runs a test.</summary>
    /// <exception cref="FuzzException">A case failed.</exception>
    public static async Task RunAsync(Func<Random, Task> test)
    {
        foreach (var seed in Seeds())
        {
            try
            {
                await test(new Random(seed));
            }
            catch (Exception failure)
            {
                throw new FuzzException(seed, failure);
            }
        }
    }

    private static IEnumerable<int> Seeds()
    {
        var watch = Stopwatch.StartNew();
        if (Setting("DEPLOY_FUZZ_SECONDS") is { } seconds)
        {
            var first = Setting("DEPLOY_FUZZ_SEED") ?? Random.Shared.Next();
            return From(first).TakeWhile(_ => watch.Elapsed < TimeSpan.FromSeconds(seconds));
        }

        return From(Setting("DEPLOY_FUZZ_SEED") ?? FirstSeed).Take(KnownCases).TakeWhile(_ => watch.Elapsed < _limit);
    }

    private static IEnumerable<int> From(int seed)
    {
        while (true)
        {
            yield return seed;
            seed = unchecked(seed + 1);
        }
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : null;
}
