using System.Globalization;

namespace Deploy.Sandbox.Kubernetes.Tables;

/// <summary>Spans of time as <c>kubectl</c> prints them: the two largest units where they matter, e.g. <c>5m12s</c>.</summary>
internal static class Duration
{
    public const string Unknown = "<unknown>";

    /// <summary>The time from an RFC 3339 instant until now.</summary>
    public static string Since(string? instant, DateTimeOffset now) =>
        DateTimeOffset.TryParse(instant, CultureInfo.InvariantCulture, out var from) ? Format(now - from) : Unknown;

    public static string Format(TimeSpan span)
    {
        var seconds = (long)span.TotalSeconds;
        var (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86400);
        return seconds switch
        {
            < -1 => "<invalid>",
            < 0 => "0s",
            < 120 => $"{seconds}s",
            < 600 => With(minutes, "m", seconds % 60, "s"),
            < 3 * 3600 => $"{minutes}m",
            < 8 * 3600 => With(hours, "h", minutes % 60, "m"),
            < 48 * 3600 => $"{hours}h",
            < 8 * 86400 => With(days, "d", hours % 24, "h"),
            < 2 * 365 * 86400L => $"{days}d",
            < 8 * 365 * 86400L => With(days / 365, "y", days % 365, "d"),
            _ => $"{days / 365}y",
        };
    }

    private static string With(long large, string largeUnit, long small, string smallUnit) =>
        small == 0 ? $"{large}{largeUnit}" : $"{large}{largeUnit}{small}{smallUnit}";
}
