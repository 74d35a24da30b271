namespace Deploy.Tools.Helm.Runner;

/// <summary>Durations as Go's command lines read them.</summary>
public static class GoDuration
{
    /// <summary>Whole seconds, rounded up: <c>90s</c>.</summary>
    public static string Format(TimeSpan duration) => $"{Math.Ceiling(duration.TotalSeconds):0}s";
}
