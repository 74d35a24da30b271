using System.Globalization;
using Deploy.Journal.Records;
using Deploy.Reporting.Story;

namespace Deploy.Reporting;

/// <summary>The words that every report uses for the same things.</summary>
internal static class Words
{
    /// <summary>A length of time: <c>0.4 s</c>, <c>42 s</c>, <c>3m12s</c>.</summary>
    public static string Time(TimeSpan time) =>
        time < TimeSpan.FromSeconds(10)
            ? time.TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture)
            : Seconds(time);

    /// <summary>A length of time without tenths, which would make a clock restless: <c>0 s</c>, <c>42 s</c>, <c>3m12s</c>.</summary>
    public static string Seconds(TimeSpan time) =>
        time < TimeSpan.FromMinutes(1)
            ? $"{Math.Max(0, (int)time.TotalSeconds)} s"
            : $"{(int)time.TotalMinutes}m{time.Seconds:00}s";

    /// <summary>A length of time, or a dash.</summary>
    public static string Time(TimeSpan? time) => time is { } known ? Time(known) : "-";

    /// <summary>A text as the beginning of a line.</summary>
    public static string Capitalised(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>What a failure is about.</summary>
    public static string Title(FailedRecord failed) =>
        (failed.Service, failed.Stage) switch
        {
            ({ } service, { } stage) => $"{service} in {stage}",
            (null, { } stage) => $"{stage}",
            _ => "before the first stage",
        };

    /// <summary>What became of a release's revision.</summary>
    public static string Revision(ReleaseInstalled release) =>
        release.Unchanged ? $"{release.Revision} (unchanged)"
        : release.Before is { } before ? $"{before} → {release.Revision}"
        : $"{release.Revision} (new)";

    /// <summary>In which state a release was left.</summary>
    public static string Left(ReleaseLeftRecord left) =>
        left.End switch
        {
            ReleaseEnd.RolledBack => $"{left.Release} was rolled back{To(left.Revision)}, which runs",
            ReleaseEnd.Failed => $"{left.Release} was left failed{At(left.Revision)}",
            ReleaseEnd.Uninstalled => $"{left.Release} was uninstalled again: its first install failed",
            ReleaseEnd.Unknown => $"{left.Release} is in an unknown state: the cluster could not be asked",
        };

    /// <summary>How far something came.</summary>
    public static string State(CellState state) =>
        state switch
        {
            CellState.Done => "done",
            CellState.Failed => "failed",
            CellState.Skipped => "skipped",
            CellState.Cut => "cut short",
            CellState.NotReached => "not reached",
        };

    /// <summary>That a stage did not begin with a service, and why, where that is known.</summary>
    public static string NotReached(StageCell cell) =>
        cell.WhyNot is { } why ? $"not started: {why}" : State(CellState.NotReached);

    /// <summary>What a run came to, in one sentence.</summary>
    public static string Outcome(RunStory story)
    {
        var where = $"{story.Start.Environment} on {story.Start.Cluster}";
        var time = story.End is { } end ? $" after {Time(TimeSpan.FromSeconds(end.Seconds))}" : "";
        return story.Outcome switch
        {
            RunOutcome.Done => $"Done{time}: {Count(story.Services.Count)} to {where}",
            RunOutcome.Refused => $"Refused{time}: {Finished(story)}",
            RunOutcome.Interrupted => $"Interrupted{time}: {Finished(story)}",
            RunOutcome.Died => $"The run says nothing of its end: it was killed, or still goes on. {Finished(story)}",
            RunOutcome.Failed => $"Failed{time}: {Finished(story)}",
        };
    }

    private static string Finished(RunStory story)
    {
        var finished = story.Services.Count(service => service.IsFinished);
        return finished == 0
            ? $"none of {Count(story.Services.Count)} is done"
            : $"{finished} of {Count(story.Services.Count)} {(finished == 1 ? "is" : "are")} done";
    }

    private static string Count(int services) => services == 1 ? "1 service" : $"{services} services";

    private static string To(int? revision) => revision is { } known ? $" to revision {known}" : "";

    private static string At(int? revision) => revision is { } known ? $" at revision {known}" : "";
}
