using System.Globalization;
using System.Runtime.InteropServices;
using Deploy.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Deploy.Tests.Hosting;

/// <summary>Row 42 of the catalog of faults, as a table: signals with the seconds at which they come, and what each does.</summary>
public sealed class InterruptionRuleTests
{
    [Theory]
    // One.
    [InlineData("INT 0", "Begin")]
    [InlineData("TERM 0", "Begin")]
    [InlineData("HUP 0", "Begin")]
    // Ctrl-C, and once more.
    [InlineData("INT 0, INT 1", "Begin, Force")]
    [InlineData("INT 0, INT 600", "Begin, Force")]
    [InlineData("INT 0, INT 0.2, INT 1", "Begin, Ignore, Force")]
    // One signal that arrives twice: timeout, which signals its child and then its group.
    [InlineData("INT 0, INT 0", "Begin, Ignore")]
    [InlineData("INT 0, INT 0.999", "Begin, Ignore")]
    [InlineData("TERM 0, TERM 0", "Begin, Ignore")]
    // A terminal that is closed.
    [InlineData("HUP 0, HUP 0", "Begin, Ignore")]
    [InlineData("HUP 0, HUP 0, TERM 5", "Begin, Ignore, Ignore")]
    // A build server that cancels.
    [InlineData("INT 0, TERM 7.5", "Begin, Ignore")]
    [InlineData("TERM 0, TERM 30, TERM 60", "Begin, Ignore, Ignore")]
    // Ctrl-C counts from the first Ctrl-C, whatever else came before or between.
    [InlineData("TERM 0, INT 5", "Begin, Ignore")]
    [InlineData("TERM 0, INT 5, INT 5.5", "Begin, Ignore, Ignore")]
    [InlineData("TERM 0, INT 5, INT 6", "Begin, Ignore, Force")]
    [InlineData("INT 0, HUP 0.5, INT 1", "Begin, Ignore, Force")]
    public void Should_let_only_a_key_that_is_pressed_again_force_the_end(string signals, string meanings)
    {
        var time = new FakeTimeProvider();
        var start = time.GetTimestamp();
        var rule = new InterruptionRule(time);

        var taken = signals
            .Split(", ")
            .Select(signal => signal.Split(' '))
            .Select(signal =>
            {
                time.Advance(
                    TimeSpan.FromSeconds(double.Parse(signal[1], CultureInfo.InvariantCulture))
                        - time.GetElapsedTime(start)
                );
                return rule.Take(Enum.Parse<PosixSignal>($"SIG{signal[0]}"));
            });

        string.Join(", ", taken).ShouldBe(meanings);
    }
}
