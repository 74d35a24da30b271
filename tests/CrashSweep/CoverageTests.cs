using System.Text.RegularExpressions;
using Deploy.CrashSweep.Kernel;
using Deploy.Testing;

namespace Deploy.CrashSweep;

/// <summary>No effect goes past the stop points: the kernel saw no more than they did.</summary>
[Trait("Category", "Sweep")]
public sealed class CoverageTests
{
    [Fact]
    public Task Should_know_every_effect_of_a_build_and_install() => CompareAsync(Flow.BuildAndInstallAsync);

    [Fact]
    public Task Should_know_every_effect_of_an_install() => CompareAsync(Flow.InstallAsync);

    private static async Task CompareAsync(Func<Task<Flow>> prepare)
    {
        using var library = await StopLibrary.CompileAsync();
        var tried = await Shell.RunAsync("/", "strace -f -o /dev/null true", []);
        Assert.SkipWhen(tried.ExitCode != 0, $"there is no strace that works: {tried.Error}");
        using var flow = await prepare();
        using var folder = new TemporaryFolder();
        await using var arena = new Arena(flow, library);
        await arena.ResetAsync();
        var traces = Path.Combine(folder.Path, "trace");

        var recording = await arena.TraceAsync(traces);

        var trace = KernelTrace.Read(traces);
        var missed = Missed(recording, [.. trace.ChangesBelow(arena.Root)], arena.Root);
        missed.ShouldBeEmpty();
        trace.Requests().Count().ShouldBe(recording.Points.Count(IsRequest));
        trace.Children.ShouldBe(
            recording.Points.Count(point => point is { Phase: "before", Verb: "run" }) + recording.Reads.Count
        );
    }

    private static List<string> Missed(Recording recording, IReadOnlyList<KernelCall> calls, string root)
    {
        var known = recording
            .Calls.Select(call => call.Effect)
            .Distinct()
            .Select(effect => new Regex($"^{Regex.Escape(effect).Replace(@"\*", ".*", StringComparison.Ordinal)}$"))
            .ToList();
        return
        [
            .. calls
                .Select(call => $"{call.Verb} {Path.GetRelativePath(root, call.Path)}")
                .Distinct()
                .Where(effect => !known.Any(one => one.IsMatch(effect)))
                .Select(effect => $"no point for: {effect}"),
            .. calls
                .GroupBy(call => call.Verb)
                .Select(same =>
                    (
                        Verb: same.Key,
                        Kernel: same.Count(),
                        Points: recording.Calls.Count(call => call.Verb == same.Key.Split(' ')[0])
                    )
                )
                .Where(count => count.Kernel != count.Points)
                .Select(count => $"{count.Verb}: the kernel saw {count.Kernel}, the points {count.Points}"),
        ];
    }

    private static bool IsRequest(StopPoint point) =>
        point.Phase == "before" && point.Verb is "POST" or "PUT" or "PATCH" or "DELETE";
}
