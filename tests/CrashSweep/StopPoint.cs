using System.Globalization;

namespace Deploy.CrashSweep;

/// <summary>A moment at which the program can be killed: a phase of the n-th time that an effect comes up.</summary>
/// <param name="Phase">before, within, during or after.</param>
/// <param name="Effect">What is done, e.g. <c>rename to repository/.sandbox/charts/index.yaml</c>.</param>
/// <param name="Number">How many times it has come up, from 1.</param>
internal sealed record StopPoint(string Phase, string Effect, int Number)
{
    /// <summary>Takes a line of a run's log apart.</summary>
    public static StopPoint Parse(string line)
    {
        var phase = line.IndexOf(' ');
        var number = line.LastIndexOf(" #", StringComparison.Ordinal);
        return new(
            line[..phase],
            line[(phase + 1)..number],
            int.Parse(line[(number + 2)..], CultureInfo.InvariantCulture)
        );
    }

    /// <summary>What kind of effect it is: <c>rename</c>, <c>PUT</c>, …</summary>
    public string Verb => Effect.Split(' ')[0];

    /// <summary>As the log has it, and <c>STOP_AT</c> takes it.</summary>
    public override string ToString() => $"{Phase} {Effect} #{Number}";
}
