using System.Globalization;

namespace Deploy.Model;

/// <summary>Lengths of time as people and Helm write them: <c>90s</c>, <c>5m</c>, <c>1h30m</c>.</summary>
public static class Duration
{
    /// <summary>Reads a length of time.</summary>
    /// <param name="text">Numbers with h, m or s behind each; a bare number counts seconds.</param>
    /// <param name="origin">Where it stands, for the message.</param>
    /// <exception cref="UsageException">It is something else, or not above zero.</exception>
    public static TimeSpan Parse(string text, string origin)
    {
        var total = TimeSpan.Zero;
        var rest = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? $"{text}s" : text;
        while (rest.Length > 0)
        {
            var end = rest.AsSpan().IndexOfAnyExceptInRange('0', '9');
            if (
                end <= 0
                || !int.TryParse(rest.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            )
            {
                throw Wrong(text, origin);
            }

            total += rest[end] switch
            {
                'h' => TimeSpan.FromHours(number),
                'm' => TimeSpan.FromMinutes(number),
                's' => TimeSpan.FromSeconds(number),
                _ => throw Wrong(text, origin),
            };
            rest = rest[(end + 1)..];
        }

        return total > TimeSpan.Zero ? total : throw Wrong(text, origin);
    }

    /// <summary>The shortest way to write a length of time: <c>1h30m</c>, <c>90s</c> as <c>1m30s</c>.</summary>
    public static string Format(TimeSpan time)
    {
        var seconds = (long)Math.Ceiling(time.TotalSeconds);
        var text =
            (seconds >= 3600 ? $"{seconds / 3600}h" : "")
            + (seconds % 3600 >= 60 ? $"{seconds % 3600 / 60}m" : "")
            + (seconds % 60 > 0 ? $"{seconds % 60}s" : "");
        return text.Length > 0 ? text : "0s";
    }

    private static UsageException Wrong(string text, string origin) =>
        new($"{origin} is {Printable.Quote(text)}; it takes a length of time like 90s, 5m or 1h30m");
}
