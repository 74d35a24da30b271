using System.Diagnostics;
using Deploy.CrashSweep.States;

namespace Deploy.CrashSweep;

/// <summary>Kills a command at each of its points, runs it again, and compares what there is then.</summary>
internal sealed class Sweep(Flow flow, StopLibrary library, Action<string> print)
{
    private const int Lanes = 2;

    /// <summary>Sweeps, and says what did not come to the same.</summary>
    public async Task<IReadOnlyList<string>> RunAsync()
    {
        var (recording, undisturbed) = await RecordAsync();
        var points = Wanted(recording);
        Print(recording, points);

        var started = Stopwatch.GetTimestamp();
        var queue = new Queue<StopPoint>(points);
        var found = await Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => RunLaneAsync(queue, undisturbed)));
        var findings = found.SelectMany(lane => lane).ToList();
        print(
            $"killed at {points.Count} points in {Stopwatch.GetElapsedTime(started).TotalMinutes:0.0} min; {findings.Count} did not come to the same"
        );
        return findings;
    }

    private async Task<(Recording Recording, EndState Undisturbed)> RecordAsync()
    {
        await using var arena = new Arena(flow, library);
        await arena.ResetAsync();
        var recording = await arena.RecordAsync();
        var watched = await EndState.ReadAsync(arena);
        await arena.ResetAsync();
        (await arena.RunAsync()).ShouldSucceed();
        var undisturbed = await EndState.ReadAsync(arena);
        // Two runs that nothing happened to: what is different between them would be held against every other.
        watched.DifferencesFrom(undisturbed).ShouldBeEmpty();
        return (recording, undisturbed);
    }

    private async Task<IReadOnlyList<string>> RunLaneAsync(Queue<StopPoint> queue, EndState undisturbed)
    {
        var findings = new List<string>();
        await using var arena = new Arena(flow, library);
        while (true)
        {
            StopPoint? point;
            lock (queue)
            {
                if (!queue.TryDequeue(out point))
                {
                    return findings;
                }
            }

            var problems = await TryAsync(arena, point, undisturbed);
            print($"{(problems.Count == 0 ? "same" : "DIFFERENT")}  {point}");
            if (problems.Count > 0)
            {
                findings.Add($"{point}\n    {string.Join("\n    ", problems)}");
                print(findings[^1]);
            }
        }
    }

    private static async Task<IReadOnlyList<string>> TryAsync(Arena arena, StopPoint point, EndState undisturbed)
    {
        await arena.ResetAsync();
        if (!await arena.KillAtAsync(point))
        {
            return IsPaced(point) ? [] : ["the run did not come there"];
        }

        var again = await arena.RunAsync();
        if (again.ExitCode == 3 && again.Error.Contains("--wait-for-lock", StringComparison.Ordinal))
        {
            // Its helm lives on: the program says how to wait for it.
            again = await arena.RunAsync("--wait-for-lock=2m");
        }

        if (again.ExitCode != 0)
        {
            return [again.ToString()];
        }

        var state = await EndState.ReadAsync(arena);
        return [.. state.DifferencesFrom(undisturbed), .. await UnreadableAsync(arena, point)];
    }

    // The journal that the killed run left; it is the same everywhere but where the kill hit the run's own folder.
    private static async Task<IEnumerable<string>> UnreadableAsync(Arena arena, StopPoint point)
    {
        if (!point.Effect.Contains("/runs/", StringComparison.Ordinal))
        {
            return [];
        }

        var runs = await arena.DeployAsync("--target=Runs");
        return runs.ExitCode == 0 ? [] : [runs.ToString()];
    }

    // How often these come up depends on how long things take: heartbeats, and lines of progress.
    private static bool IsPaced(StopPoint point) =>
        point.Effect.EndsWith("/leases/deploy-lock", StringComparison.Ordinal)
        || point.Effect.EndsWith("/journal.jsonl", StringComparison.Ordinal);

    private static IReadOnlyList<StopPoint> Wanted(Recording recording)
    {
        var points = Environment.GetEnvironmentVariable("SWEEP") == "all" ? recording.Points : recording.Distinct();
        return Environment.GetEnvironmentVariable("SWEEP_AT") is { Length: > 0 } part
            ? [.. points.Where(point => point.ToString().Contains(part, StringComparison.Ordinal))]
            : points;
    }

    private void Print(Recording recording, IReadOnlyList<StopPoint> points)
    {
        print($"{string.Join(' ', flow.Arguments)}");
        print($"{recording.Points.Count} stop points, of which {points.Count} leave something different behind:");
        foreach (var verb in recording.Points.GroupBy(point => point.Verb).OrderBy(verb => verb.Key))
        {
            print($"  {verb.Key, -10} {verb.Count(), 4}, killed at {points.Count(point => point.Verb == verb.Key), 4}");
        }

        var reads = recording.Reads.GroupBy(read => read).Select(read => $"{read.Key} ×{read.Count()}");
        print($"children that change nothing: {string.Join(", ", reads)}");
    }
}
