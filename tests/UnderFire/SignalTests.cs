using System.Globalization;
using Deploy.Tools.Helm.Results;

namespace Deploy.UnderFire;

/// <summary>
/// Row 42 of the catalog of faults: signals as everyday tools send them, at moments of an install. <c>SWEEP=all</c> takes
/// every pair at twenty moments.
/// </summary>
public sealed class SignalTests
{
    private const int Moments = 20;

    // Signals with the seconds before each.
    private static readonly string[] _usual =
    [
        "TERM 0, TERM 0", // timeout: its child, then its group
        "HUP 0, HUP 0, TERM 1", // a terminal that is closed, and a session that ends
        "INT 0, TERM 7.5", // a build server that cancels
        "INT 0, INT 0.3", // a key that bounces
    ];

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            if (Environment.GetEnvironmentVariable("SWEEP") != "all")
            {
                foreach (var signals in _usual)
                {
                    cases.Add(signals, (Moments / 2) + 2);
                }

                return cases;
            }

            string[] all = ["INT", "TERM", "HUP"];
            string[] delays = ["0", "0.3", "2", "8"];
            var pairs = from first in all from second in all from delay in delays select $"{first} 0, {second} {delay}";
            foreach (
                var (signals, index) in _usual
                    .Concat(pairs)
                    .Concat(all.Select(one => $"{one} 0"))
                    .Select((s, i) => (s, i))
            )
            {
                cases.Add(signals, 1 + (index % Moments));
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Fault_42_should_leave_nothing_half_done(string signals, int moment)
    {
        await using var scene = await Scene.StartAsync(4);
        await scene.GivenInstalledAsync();
        scene.Pods(Scene.Leisurely);
        var before = Lines(scene);
        var run = scene.Install("--yes");
        // As the journal grows, so does the install; the second half of the moments are seconds in which helm waits.
        var helmAt = moment - (Moments / 2);
        await Patience.UntilAsync(
            $"moment {moment}",
            () => scene.Helms.Count > 0 || (helmAt <= 0 && Lines(scene) - before >= moment)
        );
        await Task.Delay(TimeSpan.FromSeconds(Math.Max(0, helmAt)));

        foreach (var signal in signals.Split(", ").Select(signal => signal.Split(' ')))
        {
            // The time between two signals is what this is about.
            await Task.Delay(TimeSpan.FromSeconds(double.Parse(signal[1], CultureInfo.InvariantCulture)));
            await run.TrySignalAsync(signal[0]);
        }

        var outcome = await run.EndAsync();
        if (outcome.Output.Contains("Left as it is: "))
        {
            signals.ShouldMatch("INT 0, INT [28]");
            outcome.Output.ShouldMatch(@"Left as it is: (.*the lock of prod\. The next run|no lock was held)");
            scene.Pods(Scene.Good);
            var next = await scene.InstallAsync("--yes", "--wait-for-lock=2m");
            next.ExitCode.ShouldBe(0, next.ToString());
        }
        else
        {
            outcome.ExitCode.ShouldBe(130, outcome.ToString());
        }

        scene.Helms.ShouldBeEmpty();
        (await scene.LockAsync()).ShouldBeNull();
        var history = await scene.HistoryAsync();
        history[0].Status.IsPending().ShouldBeFalse();
        history.Count(revision => revision.Status == HelmStatus.Deployed).ShouldBe(1);
    }

    private static int Lines(Scene scene) => scene.Journals.Count(character => character == '\n');
}
