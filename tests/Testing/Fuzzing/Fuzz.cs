using System.Diagnostics;
using System.Globalization;

namespace Deploy.Testing.Fuzzing;

/// <summary>
/// Runs a test with new chances until its time is up: for <c>DEPLOY_FUZZ_SECONDS</c>, 2 if that is not set. Every case has a
/// seed of its own; a failure says which, and <c>DEPLOY_FUZZ_SEED</c> begins with that one.
/// </summary>
public static class Fuzz
{
    /// <summary>Runs a test that is over when it returns.</summary>
    public static void Run(Action<Random> test)
    {
        foreach (var seed in Seeds())
        {
            try
            {
                test(new Random(seed));
            }
            catch (Exception failure)
            {
                throw new FuzzException(seed, failure);
            }
        }
    }

    /// <summary>Runs a test.</summary>
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
        var seed = Setting("DEPLOY_FUZZ_SEED") ?? Random.Shared.Next();
        var limit = TimeSpan.FromSeconds(Setting("DEPLOY_FUZZ_SECONDS") ?? 2);
        var watch = Stopwatch.StartNew();
        do
        {
            yield return seed;
            seed = unchecked(seed + 1);
        } while (watch.Elapsed < limit);
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : null;
}
